using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>The components within what a method has learned, for those whose weights have them in other axes of the latent space.</summary>
internal static class LatentAxes
{
    /// <summary>
    ///   The latent axes of the decoder's singular value decomposition: W₁ → RW₁, W₂ᵀ → RW₂ᵀ, RW₂ᵀW₂Rᵀ diagonal and falling.
    /// </summary>
    public static void RotateToDecoderAxes(Weights<double> weights, WorkerTeam team)
    {
        var (k, decoder) = (weights.LatentDimension, weights.DecoderTransposed);
        var gram = new Matrix<double>(k, k);
        SymmetricProduct.MultiplyByTransposed(decoder, decoder, gram, team);
        var rotation = Rows(SymmetricEigen.Decompose(gram, team));
        Turn(rotation, weights.Encoder, team);
        Turn(rotation, decoder, team);
    }

    /// <summary>
    ///   The principal components of the data within the decoder's span, as encoder and decoder alike (Rayleigh and Ritz): W₂ᵀΣW₂ diagonal
    ///   and falling, W₂ᵀW₂ = I.
    /// </summary>
    public static void FindWithinDecoder(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        var (k, basis) = (weights.LatentDimension, weights.DecoderTransposed);
        new OrthonormalRows(k, weights.DataDimension).Compute(basis, basis, team);
        moment.Apply(basis, weights.Encoder, team);
        var within = new Matrix<double>(k, k);
        SymmetricProduct.MultiplyByTransposed(weights.Encoder, basis, within, team);
        Turn(Rows(SymmetricEigen.Decompose(within, team)), basis, team);
        basis.CopyTo(weights.Encoder);
    }

    /// <summary>Eigenvectors as rows, each with its own latent dimension's sign: cell i of row i is not negative.</summary>
    private static Matrix<double> Rows(SymmetricEigen eigen)
    {
        var rows = eigen.Vectors;
        for (var i = 0; i < rows.Rows; i++)
            if (rows[i, i] < 0) RowKernels.Scale(-1, rows.Row(i));
        return rows;
    }

    private static void Turn(Matrix<double> rotation, Matrix<double> rows, WorkerTeam team)
    {
        var turned = new Matrix<double>(rows.Rows, rows.Columns);
        MatrixProduct.Multiply<double>(rotation, rows, turned, team: team);
        turned.CopyTo(rows);
    }
}
