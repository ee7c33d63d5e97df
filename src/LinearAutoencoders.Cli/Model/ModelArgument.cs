using System.CommandLine;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary>The model of a command, by its place on the line, and how many of its components are used.</summary>
internal sealed class ModelArgument
{
    private readonly InputArgument path = new("MODEL")
    {
        Description = "a model that lae fit wrote, or the folder of a run of lae train or compare",
    };
    private readonly Option<int?> components = Options.Integer("--components", "use the first so many components of the model [all]");

    /// <summary>Adds it to a command, whose first options are these.</summary>
    public void AddTo(Command command, Option first, params Option[] then)
    {
        command.Arguments.Add(path);
        foreach (var option in then.Prepend(components).Prepend(first)) command.Options.Add(option);
    }

    public string Path(ParseResult line) => FileOf(line.GetRequiredValue(path));

    /// <summary>A file as given; of a run's folder, the model in it.</summary>
    /// <exception cref="UsageException">There is none in the folder.</exception>
    public static string FileOf(string given) => RunDirectory.ModelIn(given)
        ?? (!Directory.Exists(given) ? given : throw new UsageException($"{given} is a folder without a model; give a model's file"));

    /// <exception cref="UsageException">It has not so many components.</exception>
    public PrincipalComponents Load(ParseResult line)
    {
        var model = ModelFile.Load(Path(line));
        if (line.GetValue(components) is not { } count) return model;
        return count >= 1 && count <= model.Count ? model.Keep(count) : throw new UsageException(
            Invariant($"--components is {count} but {Path(line)} has {model.Count}; give 1 to {model.Count}"));
    }
}
