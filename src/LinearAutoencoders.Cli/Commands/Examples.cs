using System.CommandLine;

namespace LinearAutoencoders.Cli;

/// <summary>Command lines that work, for help and for who has left something out; a test parses them all.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> Lines = new()
    {
        ["lae"] =
        [
            "lae train --data digits -k 10", "lae compare --data digits -k 10", "lae fit measurements.csv -k 0.95 -o model.npz",
            "lae help train",
        ],
        ["lae fit"] = ["lae fit measurements.csv -k 0.95 -o model.npz", "lae fit huge.npy -k 20 -o model.npz --report report.html"],
        ["lae transform"] = ["lae transform model.npz new.csv -o scores.csv"],
        ["lae inverse"] = ["lae inverse model.npz scores.csv -o samples.csv"],
        ["lae score"] = ["lae score model.npz new.csv -o fit.csv"],
        ["lae certify"] = ["lae certify foreign.npz measurements.csv"],
        ["lae moments"] = ["lae moments part.npy --shard 3/8 -o part-3.npz"],
        ["lae merge"] = ["lae merge part-1.npz part-2.npz -o all.npz"],
        ["lae plan"] = ["lae plan huge.npy -k 20"],
        ["lae show"] = ["lae show model.npz"],
        ["lae export"] = ["lae export model.npz -o loadings.csv"],
        ["lae embed fit"] = ["lae embed fit vectors.npy -o small.npz"],
        ["lae embed transform"] = ["lae embed transform small.npz vectors.npy -o small.npy"],
        ["lae embed evaluate"] = ["lae embed evaluate small.npz new.npy"],
        ["lae train"] =
        [
            "lae train --data digits -k 10", "lae train --data mine.csv -k 5 --method nonuniform-l2 --optimizer adam --epochs 20000",
            "lae train --resume runs/digits-rag-nesterov-k10",
        ],
        ["lae compare"] =
        [
            "lae compare --data digits -k 10", "lae compare --data digits -k 10 --methods rag --optimizers nesterov --lr 1e-5,1e-4",
            "lae compare --data digits -k 3,5,10 --methods rag,linear-vae --optimizers adam --seed 0..4",
        ],
        ["lae reproduce"] =
        [
            "lae reproduce all --profile offline", "lae reproduce fig2 fig3",
            "lae reproduce fig2 --data digits --set rho=0.8 -k 10 --epochs 5000 --methods rag,nested-dropout",
        ],
        ["lae verify"] = ["lae verify", "lae verify --data digits -k 8"],
        ["lae analyze spectrum"] = ["lae analyze spectrum --data digits -k 10"],
        ["lae analyze conditioning"] = ["lae analyze conditioning --data digits -k 10"],
        ["lae analyze penalties"] = ["lae analyze penalties --data digits -k 10"],
        ["lae analyze landscape"] = ["lae analyze landscape --data digits -k 10 --components 1,2"],
        ["lae plot"] =
        [
            "lae plot runs/digits-rag-nesterov-k10", "lae plot runs --y d_sub --x seconds --size 1600x900 -o curves.pdf --title \"\"",
        ],
        ["lae runs list"] = ["lae runs list"],
        ["lae runs show"] = ["lae runs show runs/digits-rag-nesterov-k10"],
        ["lae runs export"] = ["lae runs export runs -o metrics.csv"],
        ["lae runs remove"] = ["lae runs remove runs/digits-compare-k10 --yes"],
        ["lae watch"] = ["lae watch runs"],
        ["lae data mnist"] = ["lae data mnist"],
        ["lae completion"] = ["lae completion bash >> ~/.bashrc"],
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Lines.Values.SelectMany(lines => lines);

    /// <summary>Those of a command.</summary>
    public static IReadOnlyList<string> Of(Command command) => Lines.GetValueOrDefault(NameOf(command)) ?? [];

    /// <summary>A command as it is typed: <c>lae analyze spectrum</c>.</summary>
    public static string NameOf(Command command) => string.Join(' ', Names(command).Reverse());

    /// <summary>What is to be said of symbols that were left out; null where there are none.</summary>
    public static string? Missing(Command command, IReadOnlyList<string> names) => names.Count == 0 ? null
        : (names.Count == 1 ? $"{names[0]} is missing" : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]} are missing")
            + (Of(command) is [var example, ..] ? $", as in: {example}" : $" (see {NameOf(command)} --help)");

    private static IEnumerable<string> Names(Command command)
    {
        yield return command is RootCommand ? "lae" : command.Name;
        foreach (var parent in command.Parents.OfType<Command>())
            foreach (var name in Names(parent)) yield return name;
    }
}
