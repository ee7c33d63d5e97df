using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The four products that every deterministic objective and its gradient are made of, and tr Σ.</summary>
public sealed class MomentProducts<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> stacked;
    private readonly Matrix<T> encoderMoment;
    private readonly Matrix<T> decoderMoment;
    private readonly Matrix<T> covariance;
    private (ISecondMoment<T> Moment, Weights<T> Weights, WorkerTeam Team) of;
    private IHalvedMoment<T>? halved;   // Σ, where what is symmetric is made of its halves
    private Matrix<T> halves;
    private bool lacksEncoderMoment, lacksDecoderMoment, lacksCovariance, lacksHalves;

    /// <summary>Room for the products of weights of k × m.</summary>
    public MomentProducts(int latentDimension, int dataDimension)
    {
        stacked = new Matrix<T>(2 * latentDimension, dataDimension);
        encoderMoment = stacked.RowRange(0, latentDimension);
        decoderMoment = stacked.RowRange(latentDimension, latentDimension);
        covariance = new Matrix<T>(latentDimension, latentDimension);
        DecoderGram = new Matrix<T>(latentDimension, latentDimension);
    }

    /// <summary>W₁Σ, k × m.</summary>
    public Matrix<T> EncoderMoment
    {
        get
        {
            if (lacksEncoderMoment) of.Moment.Apply(of.Weights.Encoder, encoderMoment, of.Team);
            lacksEncoderMoment = false;
            return encoderMoment;
        }
    }

    /// <summary>W₂ᵀΣ, k × m.</summary>
    public Matrix<T> DecoderMoment
    {
        get
        {
            if (lacksDecoderMoment) of.Moment.Apply(of.Weights.DecoderTransposed, decoderMoment, of.Team);
            lacksDecoderMoment = false;
            return decoderMoment;
        }
    }

    /// <summary>W₁ΣW₁ᵀ = YYᵀ/n, k × k: computed from W₁Σ and the weights when it is first asked for.</summary>
    public Matrix<T> LatentCovariance
    {
        get
        {
            if (lacksCovariance) ComputeCovariance();
            lacksCovariance = false;
            return covariance;
        }
    }

    /// <summary>Cell (i, i) of W₁ΣW₂, for the weights that these products are of.</summary>
    internal double Coupling(Weights<T> weights, int i)
    {
        var decoder = weights.DecoderTransposed.Row(i);
        return UsesHalves
            ? Vectors.Dot<T>(Halves.Row(i), decoder) + Vectors.Dot<T>(Halves.Row(covariance.Rows + i), weights.Encoder.Row(i))
            : Vectors.Dot<T>(EncoderMoment.Row(i), decoder);
    }

    /// <summary>W₂ᵀW₂, k × k.</summary>
    public Matrix<T> DecoderGram { get; }

    /// <summary>tr Σ.</summary>
    public double Trace { get; private set; }

    /// <summary>m: of the data, also where the weights are written in fewer coordinates.</summary>
    public int DataDimension { get; private set; }

    /// <summary>Whether W₂ᵀW₂ is the identity, exactly.</summary>
    internal bool HasOrthonormalDecoder { get; private set; }

    /// <summary>Whether it has been asked for since the last computation.</summary>
    internal bool HasLatentCovariance => !lacksCovariance;

    /// <summary>Says that W₂ᵀW₂ is the identity now.</summary>
    internal void SetOrthonormalDecoder()
    {
        DecoderGram.Clear();
        for (var i = 0; i < DecoderGram.Rows; i++) DecoderGram[i, i] = T.One;
        HasOrthonormalDecoder = true;
    }

    /// <summary>Follows weights that have changed, W₁ → TW₁, W₂ᵀ → T⁻ᵀW₂ᵀ, with W₁Σ and W₂ᵀΣ.</summary>
    internal void Transform(Matrix<T> forward, Matrix<T> dual, WorkerTeam team)
    {
        if (of.Moment is SpectralMoment<T>) lacksEncoderMoment = lacksDecoderMoment = true;
        if (!lacksEncoderMoment) MatrixProduct.MultiplyInPlace(forward, encoderMoment, team);
        if (!lacksDecoderMoment) MatrixProduct.MultiplyInPlace(dual, decoderMoment, team);
    }

    /// <summary>The same products, each cell rounded once.</summary>
    internal MomentProducts<TOther> ConvertTo<TOther>() where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        var converted = new MomentProducts<TOther>(stacked.Rows / 2, stacked.Columns)
        {
            Trace = Trace,
            DataDimension = DataDimension,
        };
        EncoderMoment.ConvertTo<TOther>().CopyTo(converted.encoderMoment);
        DecoderMoment.ConvertTo<TOther>().CopyTo(converted.decoderMoment);
        LatentCovariance.ConvertTo<TOther>().CopyTo(converted.covariance);
        DecoderGram.ConvertTo<TOther>().CopyTo(converted.DecoderGram);
        return converted;
    }

    /// <summary>
    ///   Computes all of them. 4km² flops for Σ's two products (fewer or more as Σ is stored), about 2k²m for the others, which
    ///   are symmetric. The weights are to stay as they are until all has been read.
    /// </summary>
    public void Compute(ISecondMoment<T> moment, Weights<T> weights, WorkerTeam team)
    {
        ComputeWhenRead(moment, weights, team);
        // In the eigenbasis a product costs next to nothing; elsewhere both together cost less than one after the other.
        if (moment is SpectralMoment<T>) return;
        moment.Apply(weights.Stacked, stacked, team);
        lacksEncoderMoment = lacksDecoderMoment = false;
    }

    /// <summary>Has W₁Σ and W₂ᵀΣ computed, each when it is first asked for: a loss needs the one only.</summary>
    /// <param name="moment">Σ.</param>
    /// <param name="weights">W₁ and W₂ᵀ, which stay as they are until all has been read, or are transformed with these.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="fromHalves">Whether W₁ΣW₁ᵀ may be computed without W₁Σ: of weights that are not to be transformed.</param>
    internal void ComputeWhenRead(ISecondMoment<T> moment, Weights<T> weights, WorkerTeam team, bool fromHalves = false)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(weights);
        of = (moment, weights, team);
        halved = fromHalves ? moment as IHalvedMoment<T> : null;
        lacksEncoderMoment = lacksDecoderMoment = lacksCovariance = lacksHalves = true;
        SymmetricProduct.MultiplyByTransposed(weights.DecoderTransposed, weights.DecoderTransposed, DecoderGram, team);
        Trace = moment.Trace;
        DataDimension = moment.DataDimension;
        HasOrthonormalDecoder = false;
    }

    private bool UsesHalves => halved is not null && lacksEncoderMoment;

    /// <summary>W₁U and W₂ᵀU, where U + Uᵀ = Σ.</summary>
    private Matrix<T> Halves
    {
        get
        {
            if (halves.Rows != stacked.Rows) halves = new Matrix<T>(stacked.Rows, stacked.Columns);
            if (lacksHalves) halved!.ApplyHalf(of.Weights.Stacked, halves, of.Team);
            lacksHalves = false;
            return halves;
        }
    }

    /// <summary>W₁ΣW₁ᵀ is W₁UW₁ᵀ and its transpose.</summary>
    private void ComputeCovariance()
    {
        if (!UsesHalves)
        {
            SymmetricProduct.MultiplyByTransposed(EncoderMoment, of.Weights.Encoder, covariance, of.Team);
            return;
        }
        MatrixProduct.MultiplyByTransposed<T>(Halves.RowRange(0, covariance.Rows), of.Weights.Encoder, covariance, team: of.Team);
        for (var i = 0; i < covariance.Rows; i++)
            for (var j = 0; j <= i; j++)
                covariance[i, j] = covariance[j, i] = covariance[i, j] + covariance[j, i];
    }
}
