namespace LinearAutoencoders.Training;

/// <summary>What is recorded of a run at one epoch.</summary>
/// <param name="Epoch">Passes over the data so far; 0 is the initial weights.</param>
/// <param name="Loss">The objective at this epoch's weights on all samples; for nested dropout, its expectation over the draws; NaN for a method without a loss.</param>
/// <param name="ReconstructionLoss">The reconstruction loss (1) at the same weights.</param>
/// <param name="AxisAlignment">d_align, Definition 7.1.</param>
/// <param name="SubspaceDistance">d_sub, Definition 7.2.</param>
/// <param name="TransposeDistance">‖W₁ − W₂ᵀ‖² / k.</param>
/// <param name="Seconds">Time spent in training and evaluation so far.</param>
public readonly record struct MetricsRow(
    int Epoch, double Loss, double ReconstructionLoss, double AxisAlignment, double SubspaceDistance, double TransposeDistance,
    double Seconds);
