using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>What every gauge of a run needs to know.</summary>
/// <param name="K">The latent dimension.</param>
/// <param name="M">The dimension of the weights' rows.</param>
/// <param name="Every">Steps from one application to the next, the first included; 0: it is never applied in a step.</param>
/// <param name="Weight">β of the newest second moment in the average of those of the steps; 1 in a full-batch run.</param>
/// <param name="Team">Threads to use where they pay.</param>
internal sealed record GaugeSettings(int K, int M, int Every, double Weight, WorkerTeam Team);
