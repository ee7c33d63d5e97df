using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data.Exports;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae export</c>: a model in another format, by the name of the file.</summary>
internal sealed class ExportCommand
{
    /// <summary>All formats: who knows more of them adds them here.</summary>
    private static readonly IReadOnlyList<ModelExport> Formats = [.. ModelExport.All];

    private readonly ModelArgument model = new();
    private readonly Option<string?> output = OutputFile.Option(
        $"the file: {string.Join("; ", Formats.Select(format => $"{format.Ending}, {format.Help}"))}", "OUT");
    private readonly Option<bool> quiet = Options.Flag("--quiet", "no messages but errors");

    private readonly Option<bool> json = Options.Flag("--json", "print the result as one JSON object");

    public static LazyCommand Create() => new(
        "export", "Write a model in another format.", command => new ExportCommand().AddTo(command));

    private void AddTo(Command command)
    {
        model.AddTo(command, output, quiet, json);
        command.SetAction(Execute);
    }

    private int Execute(ParseResult line)
    {
        var path = line.GetRequiredValue(output)!;
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var endings = string.Join(", ", Formats.Select(known => known.Ending));
        var format = Formats.FirstOrDefault(known => known.Ending == ending)
            ?? throw new UsageException($"{path}: the name says no format to export to; give one that ends in {endings}");
        format.Save(model.Load(line), OutputFile.At(line, path));
        new RunDisplay(line.GetValue(quiet)).Say($"{path}: {format.Help}");
        if (line.GetValue(json)) JsonOutput.Write(new() { ["file"] = path, ["format"] = format.Help });
        return ExitCode.Done;
    }
}
