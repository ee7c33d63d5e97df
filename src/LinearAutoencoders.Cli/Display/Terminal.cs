using System.Globalization;
using System.Text;

namespace LinearAutoencoders.Cli.Display;

/// <summary>Where the tool writes: nothing that comes from a file's name or content is obeyed by a terminal.</summary>
internal static class Terminal
{
    private const int Redirected = 200, Usual = 80, Narrowest = 20;

    /// <summary>Results, as they are shown; one that cannot be written is an error.</summary>
    public static TextWriter Out { get; } = new ShownText(() => Console.Out, isResult: true);

    /// <summary>Messages, as they are shown. They are lost where nobody can read them; no run ends for that.</summary>
    public static TextWriter Error { get; } = new ShownText(() => Console.Error, isResult: false);

    /// <summary>How wide results may be: as a terminal is, or wide enough for whatever reads them, unless COLUMNS says how wide.</summary>
    public static int Width => !Console.IsOutputRedirected ? Console.WindowWidth is > 0 and var width ? width : Usual
        : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked >= Narrowest ? asked : Redirected;

    /// <summary>Writes a sentence of the results; it is broken between words where a width is known.</summary>
    public static void WriteSentence(string text)
    {
        foreach (var line in Width == Redirected ? [text] : Words.Wrap(text, Width)) Out.WriteLine(line);
    }

    /// <summary>The text with a terminal's commands, marks that turn the direction of writing, and odd line ends escaped.</summary>
    public static string Shown(string text)
    {
        if (text.All(IsShown)) return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (IsShown(letter)) shown.Append(letter);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }
        return shown.ToString();
    }

    private static bool IsShown(char letter) => letter is '\n' or '\t' || char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Writes what is shown to what the console's writer is at the time: a program may have set another.</summary>
    private sealed class ShownText(Func<TextWriter> to, bool isResult) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => to().Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value) => Guarded(() => to().Write(Shown(Lines(value))));

        public override void WriteLine(string? value) => Guarded(() => to().WriteLine(Shown(Lines(value))));

        public override void Flush() => Guarded(() => to().Flush());

        private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);

        private void Guarded(Action write)
        {
            try
            {
                write();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                if (isResult) throw new IOException($"the results cannot be written to standard output: {failure.Message}", failure);
            }
        }
    }
}
