using System.CommandLine;

namespace LinearAutoencoders.Cli;

/// <summary>Where a command writes: refused before there is a result that would be lost.</summary>
internal static class OutputFile
{
    private const string Ending = ".npz";

    /// <summary>The option of a command that must be told where to write.</summary>
    public static Option<string?> Option(string description, string helpName)
    {
        var option = Options.Text("-o", description, helpName);
        option.Required = true;
        return option;
    }

    /// <summary>A place that can be written to.</summary>
    /// <exception cref="UsageException">It is a folder, or what the line also names: no input is ever an output.</exception>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public static string At(ParseResult line, string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; give a file");
        var words = line.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries));
        if (words.Count(word => IsIn(path, word)) > 1)
            throw new UsageException($"{path} is read too, and would be lost; give another name for what is written");
        if (!Ranks.IsFollower) AtomicFile.RequirePlace(path);
        return path;
    }

    /// <summary>Whether a word names a file, or an array in it.</summary>
    private static bool IsIn(string path, string word)
    {
        var (file, named) = (Path.GetFullPath(path), Path.GetFullPath(word));
        return named == file || named.StartsWith(file + ':', StringComparison.Ordinal);
    }

    /// <summary>The same, for what is written as .npz alone.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="path">Must end so: who reads the name would take the file for something else.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="otherwise">How to have it in another format.</param>
    /// <inheritdoc cref="At"/>
    public static string Archive(ParseResult line, string path, string what, string otherwise = "")
    {
        if (!Path.GetExtension(path).Equals(Ending, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{path}: {what} is written as {Ending} only; give a name that ends so{otherwise}");
        return At(line, path);
    }

    /// <summary>The same for a model.</summary>
    /// <inheritdoc cref="At"/>
    public static string Model(ParseResult line, string path) =>
        Archive(line, path, "a model", ", and write other formats from that with lae export");
}
