using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figure 1: the loss of the non-uniform ℓ₂ model over scale and rotation of two components.</summary>
internal sealed class LossSurfaceExperiment : IExperiment
{
    // The paper does not state its σ² and λ; these make the narrow valley visible.
    private const double FirstVariance = 4, SecondVariance = 3, FirstPenalty = 0.5, SecondPenalty = 0.7;
    private const double Reach = 1.5;
    private const int PicturePoints = 301, FilePoints = 61;

    public string Id => "fig1";

    public IReadOnlyList<RunOptions> Runs(Setup setup) => [];

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => [];

    public ReportSection Write(Outcome outcome)
    {
        var landscape = new LossLandscape((FirstVariance, SecondVariance), (FirstPenalty, SecondPenalty));
        var text = string.Create(CultureInfo.InvariantCulture, $"σ² = {FirstVariance} and {SecondVariance}, λ = {FirstPenalty} and {SecondPenalty}");
        var figure = new SurfaceFigure(new Surface(landscape.Sample(PicturePoints, Reach), Reach), LossLandscape.Minima, [], null, text);
        figure.Save(outcome.PathOf("fig1.png"));
        figure.Save(outcome.PathOf("fig1.svg"));
        WriteNumbers(outcome.PathOf("fig1.csv"), landscape);
        return new ReportSection(
            Id, "Loss over scale and rotation",
            "The loss of the non-uniform ℓ₂ model on the plane W₁ = αO(θ)(I − ΛS⁻²)^½Uᵀ, in bands of the logarithm above its minimum; dots are the global minima. "
            + "The radial direction scales the components and is steep; the ring along which they rotate is nearly level.",
            [new("σ², λ", text), new("axes", "α cos θ, α sin θ")], $"lae reproduce {Id}",
            [new ReportPicture("fig1.png", "Filled contours of the loss: a narrow ring-shaped valley with two minima at opposite sides")], [], [],
            [string.Create(CultureInfo.InvariantCulture,
                $"At the minimum the loss is {landscape.At(1, 0):F4}; on the ring at θ = 90°, {landscape.At(0, 1):F4}; at the origin, {landscape.At(0, 0):F4}.")]);
    }

    private static void WriteNumbers(string path, LossLandscape landscape)
    {
        var values = landscape.Sample(FilePoints, Reach);
        var text = new StringBuilder("x,y,loss\n");
        for (var i = 0; i < FilePoints; i++)
            for (var j = 0; j < FilePoints; j++)
                text.Append(CultureInfo.InvariantCulture, $"{Place(j):G4},{Place(i):G4},{values[i, j]:G6}\n");
        AtomicFile.WriteText(path, text.ToString());
    }

    private static double Place(int index) => Reach * (2.0 * index / (FilePoints - 1) - 1);
}
