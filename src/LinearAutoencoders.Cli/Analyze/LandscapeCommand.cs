using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze landscape</c>: figure 1's surface for a pair of components.</summary>
internal sealed class LandscapeCommand
{
    private const int Points = 301;
    private const double Reach = 1.4;

    private readonly AnalyzeArguments arguments = new();
    private readonly Option<int[]?> pair = Options.Integers("--components", "the two components, counted from 1 [1,2]");

    private readonly Option<double?> firstPenalty = Options.Number(
        "--first-penalty", "λ of the first component [from the evenly spaced roots]");
    private readonly Option<double?> secondPenalty = Options.Number(
        "--second-penalty", "λ of the second component [from the evenly spaced roots]");

    public static LazyCommand Create() => new(
        "landscape", "The loss surface of two components under the non-uniform ℓ₂ penalty, as in figure 1.",
        command => new LandscapeCommand().AddTo(command));

    private void AddTo(Command command) => arguments.AddTo(command, Execute, pair, firstPenalty, secondPenalty);

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var chosen = line.IsGiven(pair) ? line.GetValue(pair)! : [1, 2];
        var data = arguments.Read(line, cancellationToken);
        if (chosen.Length != 2 || chosen[0] < 1 || chosen[0] >= chosen[1] || chosen[1] > data.K)
            throw new UsageException($"--components is {string.Join(',', chosen)}; give two of 1 to {data.K}, the smaller first");
        var (i, j) = (chosen[0] - 1, chosen[1] - 1);
        var landscape = new LossLandscape((data.Eigenvalues[i], data.Eigenvalues[j]),
            (PenaltyOf(line, firstPenalty, data, i), PenaltyOf(line, secondPenalty, data, j)));
        var folder = arguments.Folder(line, data, "landscape");
        var picture = Path.Combine(folder, "landscape.png");
        var surface = new Surface(landscape.Sample(Points, Reach), Reach);
        NpyFile.Write(Path.Combine(folder, "landscape.npy"), surface.Values);
        var figure = new SurfaceFigure(surface, LossLandscape.Minima, [],
            "Loss of the non-uniform ℓ₂ autoencoder", $"{Runs.Curves.DataName(data.Source)}, components {i + 1} and {j + 1}");
        Picture.Save(figure, picture);
        Report(line, landscape, picture);
        return ExitCode.Done;
    }

    /// <summary>λ of a component, as given or by default.</summary>
    /// <exception cref="UsageException">It leaves nothing of the component, or is none.</exception>
    private static double PenaltyOf(ParseResult line, Option<double?> given, AnalyzedData data, int component)
    {
        var (penalty, variance) = (line.GetValue(given) ?? data.Penalties[component], data.Eigenvalues[component]);
        return penalty > 0 && penalty < variance ? penalty : throw new UsageException(FormattableString.Invariant(
            $"the penalty {penalty:G4} of component {component + 1} is not between 0 and its variance {variance:G4}, ")
            + $"so there is nothing of it at the minimum; give {given.Name} below that");
    }

    private void Report(ParseResult line, LossLandscape landscape, string picture)
    {
        // The ridge between the two minima: turned by a right angle, at the best scale for it.
        var ridge = Enumerable.Range(1, 2000).Min(step => landscape.At(0, step * 1e-3));
        var (bottom, origin) = (landscape.At(1, 0), landscape.At(0, 0));
        if (arguments.IsJson(line))
        {
            JsonOutput.Write(
                new() { ["minimum"] = bottom, ["ridge"] = ridge, ["origin"] = origin, ["picture"] = picture });
            return;
        }
        Terminal.Out.WriteLine($"loss at the minima ({NumberText.Loss(bottom)}), turned by 90 degrees ({NumberText.Loss(ridge)}), "
            + $"at the origin ({NumberText.Loss(origin)})");
        var rise = AnalysisTable.Shown(100 * (ridge - bottom) / (origin - bottom));
        Terminal.Out.WriteLine($"the valley rises by {rise} % of the depth of the minima");
        Terminal.Out.WriteLine($"picture: {picture}");
    }
}
