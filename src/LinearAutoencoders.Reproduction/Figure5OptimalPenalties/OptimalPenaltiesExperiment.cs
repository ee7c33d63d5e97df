using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Reproduction.Figure5OptimalPenalties;

/// <summary>Figure 5: the penalties that solve the min-max problem (16) for the data's eigenvalues.</summary>
internal sealed class OptimalPenaltiesExperiment : IExperiment
{
    public string Id => "fig5";

    public bool IsOnData => true;

    /// <summary>λ₁ … λ_k.</summary>
    public static double[] Penalties(Setup setup) =>
        OptimalPenalties.For(setup.MainData.Training.Spectrum.Eigenvalues, setup.Sizes.K);

    public ReportSection Write(Outcome outcome)
    {
        var (setup, data) = (outcome.Setup, Curves.DataName(outcome.Setup.Data));
        double[] eigenvalues = [.. setup.MainData.Training.Spectrum.Eigenvalues];
        var (k, best) = (setup.Sizes.K, Penalties(setup));
        var usual = NonUniformL2.Paper.PenaltiesFor(k);
        File(eigenvalues, best, usual).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = "Optimal penalties",
            Caption = "The λ that make the smallest curvature along rotations at the global minimum as large as can be "
                + $"(problem 16), for the eigenvalues of {data}.",
            Settings = [new("data", data), new("k", $"{k}")],
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(
                    new BarFigure(best, "Optimal penalty λ", null, $"{data}, k = {k}"),
                    $"Bars of the {k} optimal penalties, rising with the latent dimension"),
            ],
            Tables = [Table(eigenvalues, best, usual)],
            Notes = [Conditioning(eigenvalues, best, usual)],
        };
    }

    private static CsvTable File(double[] eigenvalues, double[] best, IReadOnlyList<double> usual)
    {
        var table = new CsvTable("dimension", "eigenvalue", "optimal_penalty", "default_penalty");
        for (var i = 0; i < best.Length; i++) table.Add(i + 1, eigenvalues[i], best[i], usual[i]);
        return table;
    }

    private static ReportTable Table(double[] eigenvalues, double[] best, IReadOnlyList<double> usual) => new(
        "Penalties", ["dimension", "σ²", "optimal λ", "default λ"],
        [.. best.Select((penalty, i) =>
            (IReadOnlyList<string>)[$"{i + 1}", Digits(eigenvalues[i]), Digits(penalty), Digits(usual[i])])]);

    private static string Conditioning(double[] eigenvalues, double[] best, IReadOnlyList<double> usual)
    {
        var vanished = usual.Where((penalty, i) => penalty >= eigenvalues[i]).Count();
        return $"Condition number of the Hessian at the minimum: {ConditionNumber(eigenvalues, best)} with these, "
            + $"{ConditionNumber(eigenvalues, usual)} with the default ones"
            + (vanished > 0 ? $", {vanished} of which are above their σ², so that their dimensions vanish." : ".");
    }

    private static string ConditionNumber(double[] eigenvalues, IReadOnlyList<double> penalties) =>
        NumberText.Loss(CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, penalties)).ConditionNumber);

    private static string Digits(double value) => NumberText.Number(value);
}
