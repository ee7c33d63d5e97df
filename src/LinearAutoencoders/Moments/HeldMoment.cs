using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ as a matrix that others hold too: for what is computed now and then, without the copy that steps are fast with.</summary>
internal sealed class HeldMoment(Matrix<double> secondMoment, double trace) : ISecondMoment<double>
{
    public int Dimension => secondMoment.Rows;

    public double Trace => trace;

    public void Apply(Matrix<double> w, Matrix<double> product, WorkerTeam team) =>
        MatrixProduct.Multiply(w, secondMoment, product, team: team);
}
