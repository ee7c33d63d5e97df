namespace LinearAutoencoders.Theory.Verification;

internal sealed class RotationIsFirstOrderStatement : IStatement
{
    private const double Rate = 1e-3;

    public Claim Claim { get; } = new("Section 6, Taylor", "I + αA/n is exp(αA/n) up to ½α²‖A/n‖² (1 + α‖A/n‖)", ClaimForm.Printed,
        "‖exp(αA/n) − I − αA/n‖ over that", "an inequality: 1");

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var w = MatrixAlgebra.RandomOrthonormal(problem.LatentDimension, problem.DataDimension, trial.Random);
        var a = Rate * RotationFlow.Generator(new RotationFlow(problem).LatentCovariance(w));
        var identity = MatrixAlgebra.Identity(problem.LatentDimension);
        var (term, exponential) = (identity, identity);
        for (var order = 1; order <= 20; order++)
        {
            term = 1.0 / order * (term * a);
            exponential += term;
        }
        var bound = Math.Pow(a.Length(), 2) / 2 * (1 + a.Length());
        var remainder = (exponential - identity - trial.Claimed(a)).Length();
        return new Measurement(bound == 0 ? 0 : remainder / bound, 1, $"α = {Rate}, {Trial.Sizes(problem)}");
    }
}
