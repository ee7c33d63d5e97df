using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Objectives;

/// <summary>An objective on a random Σ whose eigenvectors are known: for statements about principal components.</summary>
internal static class Eigenproblem
{
    public static (MomentSubject Subject, SymmetricEigen Components, Matrix<double> SecondMoment) Of(
        Problem problem, IObjective<double> objective)
    {
        var data = new TrainingData<double>(problem.Samples, WorkerTeam.Alone);
        return (new MomentSubject(objective, new DenseMoment<double>(data.SecondMoment), problem.K),
            SymmetricEigen.Decompose(data.SecondMoment), data.SecondMoment);
    }

    /// <summary>
    ///   How far from zero a gradient may be at a stationary point made of computed eigenvectors: they solve Σu = λu up to some
    ///   m·u·λ₁, and the gradient has a few products of them with Σ and with weights that are not far from 1 in size.
    /// </summary>
    public static double Tolerance(Problem problem, SymmetricEigen components) =>
        200 * problem.M * Close.Rounding * (1 + components.Values[0]) * (1 + components.Values[0]);
}
