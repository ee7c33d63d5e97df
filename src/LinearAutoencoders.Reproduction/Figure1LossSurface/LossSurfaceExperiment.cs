using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Reproduction.Figure1LossSurface;

/// <summary>Figure 1: the loss of the non-uniform ℓ₂ model over scale and rotation of two components.</summary>
internal sealed class LossSurfaceExperiment : IExperiment
{
    // The paper does not state its σ² and λ; these make the narrow valley visible.
    private const double FirstVariance = 4, SecondVariance = 3, FirstPenalty = 0.5, SecondPenalty = 0.7;
    private const double Reach = 1.5;
    private const int PicturePoints = 301, FilePoints = 61;

    public string Id => "fig1";

    public bool IsOnData => false;

    public ReportSection Write(Outcome outcome)
    {
        var landscape = new LossLandscape((FirstVariance, SecondVariance), (FirstPenalty, SecondPenalty));
        var text = string.Create(CultureInfo.InvariantCulture,
            $"σ² = {FirstVariance} and {SecondVariance}, λ = {FirstPenalty} and {SecondPenalty}");
        Numbers(landscape).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = "Loss over scale and rotation",
            Caption = "The loss of the non-uniform ℓ₂ model on the plane W₁ = αO(θ)(I − ΛS⁻²)^½Uᵀ, in bands of the logarithm "
                + "above its minimum; dots are the global minima. The radial direction scales the components and is steep; "
                + "the ring along which they rotate is nearly level.",
            Settings = [new("σ², λ", text), new("axes", "α cos θ, α sin θ")],
            Command = $"lae reproduce {Id}",
            Pictures =
            [
                outcome.Save(
                    new SurfaceFigure(
                        new Surface(landscape.Sample(PicturePoints, Reach), Reach), LossLandscape.Minima, [], null, text),
                    "Filled contours of the loss: a narrow ring-shaped valley with two minima at opposite sides"),
            ],
            Notes = [Heights(landscape)],
        };
    }

    private static CsvTable Numbers(LossLandscape landscape)
    {
        var values = landscape.Sample(FilePoints, Reach);
        var table = new CsvTable("x", "y", "loss");
        for (var i = 0; i < FilePoints; i++)
            for (var j = 0; j < FilePoints; j++) table.Add(Place(j), Place(i), values[i, j]);
        return table;
    }

    private static string Heights(LossLandscape landscape)
    {
        var (minimum, ring, origin) = (landscape.At(1, 0), landscape.At(0, 1), landscape.At(0, 0));
        return string.Create(CultureInfo.InvariantCulture,
            $"At the minimum the loss is {minimum:F4}; on the ring at θ = 90°, {ring:F4}; at the origin, {origin:F4}.");
    }

    private static double Place(int index) => Reach * (2.0 * index / (FilePoints - 1) - 1);
}
