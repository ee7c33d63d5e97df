namespace LinearAutoencoders.Training;

/// <summary>What is recorded of a run at one epoch.</summary>
public readonly record struct MetricsRow
{
    /// <summary>Passes over the data so far; 0 is the initial weights.</summary>
    public required int Epoch { get; init; }

    /// <summary>
    ///   The objective at this epoch's weights on all samples; for nested dropout, its expectation over the draws; NaN for a method without
    ///   a loss.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>The reconstruction loss (1) at the same weights.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>d_align, Definition 7.1.</summary>
    public required double AxisAlignment { get; init; }

    /// <summary>
    ///   d_align with component i held against eigenvector i: what of it is above <see cref="AxisAlignment"/> is out of order. NaN where
    ///   it was not recorded.
    /// </summary>
    public required double OrderedAlignment { get; init; }

    /// <summary>d_sub, Definition 7.2.</summary>
    public required double SubspaceDistance { get; init; }

    /// <summary>‖W₁ − W₂ᵀ‖² / k.</summary>
    public required double TransposeDistance { get; init; }

    /// <summary>
    ///   ‖W₁W₁ᵀ − W₂ᵀW₂‖ / ‖W₂ᵀW₂‖, which training conserves but for finite steps: RAG aligns only as far as it is 0. NaN where it was not
    ///   recorded.
    /// </summary>
    public required double Unbalance { get; init; }

    /// <summary>Time spent in training and evaluation so far.</summary>
    public required double Seconds { get; init; }
}
