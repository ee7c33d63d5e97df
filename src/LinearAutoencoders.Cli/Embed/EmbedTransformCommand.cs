using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Cli.Embed;

/// <summary><c>lae embed transform</c>: smaller vectors.</summary>
internal sealed class EmbedTransformCommand
{
    private readonly Option<string?> metric = Options.OneOf(
        "--metric", "by what the vectors are near [what the model was fitted for]", ["cosine", "ip", "l2"]);

    private readonly Option<string?> quantize = Options.OneOf(
        "--quantize", "write a coordinate in a byte, with one scale for each vector; .npz only", ["int8"]);

    public static LazyCommand Create() => new(
        "transform", "Write vectors with the dimensions that were chosen, or --components of them, at length 1 for the cosine.",
        command => new EmbedTransformCommand().AddTo(command));

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, Vectors, Apply, metric, quantize);

    // Whatever their columns are called: vectors are taken as they come.
    private static CompletedSource Vectors(PrincipalComponents model, Dataset data, MissingValues missing, RunDisplay display) =>
        MissingRows.Of(data.Source, missing, model.FillIn);

    private OutputTable Apply(PrincipalComponents model, ISampleSource rows, ParseResult line)
    {
        var asked = line.GetValue(metric) is { } name ? VectorReduction.Parse(name) : null;
        var reduction = UsageException.Of(() => new VectorReduction(model, metric: asked));
        return new(reduction.Reduce(rows)) { IsSingle = true, IsInt8 = line.GetValue(quantize) is not null };
    }
}
