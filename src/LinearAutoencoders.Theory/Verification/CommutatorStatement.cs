namespace LinearAutoencoders.Theory.Verification;

internal sealed class CommutatorStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Lemma 4",
        "tr(D²(Q²D² + D²Q² − 2QD²Q)) = ‖QD² − D²Q‖², so (26) makes Q diagonal when D² has distinct entries",
        ClaimForm.Printed,
        "|difference| over ‖Q‖²‖D²‖²",
        "rounding of three products of m × m matrices");

    public Measurement Measure(Trial trial)
    {
        var m = trial.Core.DataDimension;
        var q = MatrixAlgebra.Normal(m, m, trial.Random).Symmetric();
        var d = MatrixAlgebra.Diagonal(trial.Core.Eigenvalues);
        var left = (d * (q * q * d + d * q * q - 2.0 * (q * d * q))).Trace();
        var right = Math.Pow((q * d - d * q).Length(), 2);
        return new Measurement(Math.Abs(left - trial.Claimed(right)) / Math.Pow(q.Length() * d.Length(), 2), 8 * m * Math.ScaleB(1, -53),
            $"a random symmetric Q, m = {m}");
    }
}
