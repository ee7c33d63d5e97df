using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figure 5: the penalties that solve the min-max problem (16) for the data's eigenvalues.</summary>
internal sealed class OptimalPenaltiesExperiment : IExperiment
{
    public string Id => "fig5";

    public IReadOnlyList<RunOptions> Runs(Setup setup) => [];

    public IEnumerable<MeasuredRun> Measured(Outcome outcome) => [];

    /// <summary>λ₁ … λ_k.</summary>
    public static double[] Penalties(Setup setup) => OptimalPenalties.For(setup.MainData.Training.Spectrum.Eigenvalues, setup.Profile.K);

    public ReportSection Write(Outcome outcome)
    {
        var setup = outcome.Setup;
        double[] eigenvalues = [.. setup.MainData.Training.Spectrum.Eigenvalues];
        var (k, best) = (setup.Profile.K, Penalties(setup));
        var usual = Penalty.EvenlySpacedRoots(k, 0.1, 0.9);
        var figure = new BarFigure(best, "Optimal penalty λ", null, $"{Curves.DataName(setup.Data)}, k = {k}");
        figure.Save(outcome.PathOf("fig5.png"));
        figure.Save(outcome.PathOf("fig5.svg"));
        AtomicFile.WriteText(outcome.PathOf("fig5.csv"), "dimension,eigenvalue,optimal_penalty,default_penalty\n" + string.Concat(best.Select(
            (penalty, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1},{eigenvalues[i]:G8},{penalty:G8},{usual[i]:G8}\n"))));
        return new ReportSection(
            Id, "Optimal penalties",
            $"The λ that make the smallest curvature along rotations at the global minimum as large as can be (problem 16), for the eigenvalues of {Curves.DataName(setup.Data)}.",
            [new("data", Curves.DataName(setup.Data)), new("k", $"{k}")], setup.Command(Id),
            [new ReportPicture("fig5.png", $"Bars of the {k} optimal penalties, rising with the latent dimension")], [],
            [Table(eigenvalues, best, usual)], [Conditioning(eigenvalues, best, usual)]);
    }

    private static ReportTable Table(double[] eigenvalues, double[] best, double[] usual) => new(
        "Penalties", ["dimension", "σ²", "optimal λ", "default λ"],
        [.. best.Select((penalty, i) => (IReadOnlyList<string>)[$"{i + 1}", Digits(eigenvalues[i]), Digits(penalty), Digits(usual[i])])]);

    private static string Conditioning(double[] eigenvalues, double[] best, double[] usual)
    {
        var optimal = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, best)).ConditionNumber;
        var given = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, usual)).ConditionNumber;
        var vanished = usual.Where((penalty, i) => penalty >= eigenvalues[i]).Count();
        return $"Condition number of the Hessian at the minimum: {Numbers.Loss(optimal)} with these, {Numbers.Loss(given)} with the default ones"
            + (vanished > 0 ? $", {vanished} of which are above their σ², so that their dimensions vanish." : ".");
    }

    private static string Digits(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
