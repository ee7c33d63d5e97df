using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Model;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
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

    private void AddTo(Command command) => new ApplyArguments().AddTo(command, Apply, metric, quantize);

    private OutputTable Apply(PrincipalComponents model, Dataset data, ParseResult line, RunDisplay display)
    {
        var asked = line.GetValue(metric) is { } name ? VectorReduction.Parse(name) : null;
        var reduction = UsageException.Of(() => new VectorReduction(model, metric: asked));
        return new(reduction.Reduce(data.Source)) { IsSingle = true, IsInt8 = line.GetValue(quantize) is not null };
    }
}
