using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>The rotation term of RAG alone, in the limit of small steps: a flow on encoders with orthonormal rows.</summary>
/// <remarks>
///   dW/dt = ½(upper(C) − lower(C))·W, C = WΣWᵀ, triangles without the diagonal          Bao et al. 2020, (45)
///   Classical Runge-Kutta steps of fourth order, each followed by an orthonormalisation: off the orthonormal rows by h⁵, without it
///   the rows would drift, and a diagonal C would no longer mean rows along the eigenvectors.
/// </remarks>
public sealed class RotationFlow
{
    private readonly TheoryProblem problem;

    /// <summary>On a problem's Σ.</summary>
    public RotationFlow(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        this.problem = problem;
    }

    /// <summary>A step that Runge-Kutta takes well: the fastest rate of the flow is (σ₁² − σ_k²)/2.</summary>
    public double Step => 0.5 / problem.Eigenvalues[0];

    /// <summary>½(upper(C) − lower(C)) for a k × k latent covariance: Algorithm 1's A/n. Skew-symmetric.</summary>
    public static Matrix<double> Generator(Matrix<double> latentCovariance) => latentCovariance.StrictUpper().Skew();

    /// <summary>WΣWᵀ.</summary>
    public Matrix<double> LatentCovariance(Matrix<double> w) => problem.TimesMoment(w).TimesTransposed(w).Symmetric();

    /// <summary>dW/dt.</summary>
    public Matrix<double> Velocity(Matrix<double> w) => Generator(LatentCovariance(w)) * w;

    /// <summary>W one step later; orthonormal rows are made orthonormal again.</summary>
    /// <param name="w">k × m.</param>
    /// <param name="step">The time between the two.</param>
    public Matrix<double> Advance(Matrix<double> w, double step)
    {
        var k1 = Velocity(w);
        var k2 = Velocity(w + step / 2 * k1);
        var k3 = Velocity(w + step / 2 * k2);
        var k4 = Velocity(w + step * k3);
        var next = new Matrix<double>(w.Rows, w.Columns);
        new OrthonormalRows(w.Rows, w.Columns).Compute(w + step / 6 * (k1 + 2.0 * k2 + 2.0 * k3 + k4), next);
        return next;
    }

    /// <summary>The Brockett cost with an offset: V(W) = tr((S² − WΣWᵀ)D), D = diag(k, k − 1, … 1).   (47)</summary>
    public double Brockett(Matrix<double> w)
    {
        var covariance = LatentCovariance(w);
        return Enumerable.Range(0, w.Rows).Sum(i => (w.Rows - i) * (problem.Eigenvalues[i] - covariance[i, i]));
    }
}
