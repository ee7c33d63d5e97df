using System.CommandLine;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze landscape</c>: figure 1's surface for two components of the data.</summary>
internal sealed class LandscapeCommand
{
    private const int Points = 301;

    private readonly AnalysisArguments arguments = new();
    private readonly Option<int[]?> components = Options.Integers("--components", "the two components, counted from 1 [1,2]");
    private readonly Option<double?> first = Options.Number("--first-penalty", "λ of the first [a third of the second's variance]");
    private readonly Option<double?> second = Options.Number("--second-penalty", "λ of the second [two thirds of its variance]");
    private readonly Option<double?> reach = Options.Number("--reach", "half the side of the square that is drawn [1.5]");

    public Command Build()
    {
        var command = new Command("landscape", "The loss over scale and rotation of two components: the paper's figure 1, for your data.");
        Option[] options = [.. arguments.Data, components, first, second, reach, .. arguments.Output];
        foreach (var option in options) command.Add(option);
        command.SetAction((line, cancellation) => Task.FromResult(Execute(line, cancellation)));
        return command;
    }

    private int Execute(ParseResult line, CancellationToken cancellation)
    {
        var picture = arguments.FilePath(line, "landscape.png") ?? throw new UsageException("--out is missing; give the folder for the picture");
        var side = line.GetValue(reach) ?? 1.5;
        if (!(side > 0 && double.IsFinite(side))) throw new UsageException($"--reach is {side}; give a positive number");
        var (i, j) = line.GetValue(components) is { } pair ? pair is [>= 1 and var a, var b] && a < b
            ? (a, b) : throw new UsageException("--components wants two numbers from 1, the smaller first, such as 1,2") : (1, 2);
        var eigenvalues = arguments.ReadEigenvalues(line, cancellation);
        if (j > eigenvalues.Count || eigenvalues[j - 1] <= 1e-12 * eigenvalues[0])
            throw new UsageException($"component {j} of the data has no variance; give smaller --components");
        var variances = (eigenvalues[i - 1], eigenvalues[j - 1]);
        var penalties = (line.GetValue(first) ?? variances.Item2 / 3, line.GetValue(second) ?? variances.Item2 * 2 / 3);
        var landscape = new LossLandscape(variances, penalties);
        var subtitle = FormattableString.Invariant(
            $"{arguments.SourceName(line)}, components {i} and {j}: σ² = {variances.Item1:G3} and {variances.Item2:G3}, λ = {penalties.Item1:G3} and {penalties.Item2:G3}");
        new SurfaceFigure(new Surface(landscape.Sample(Points, side), side), LossLandscape.Minima, [], "Loss over scale and rotation", subtitle).Save(picture);
        if (arguments.IsJson(line)) AnalysisArguments.WriteJson(new() { ["picture"] = picture, ["minimum"] = landscape.At(1, 0), ["swapped"] = landscape.At(0, 1) });
        else Console.Out.WriteLine(FormattableString.Invariant(
            $"loss {landscape.At(1, 0):G6} at the minimum, {landscape.At(0, 1):G6} with the components swapped, {landscape.At(0, 0):G6} with both at zero; picture: {picture}"));
        return ExitCode.Done;
    }
}
