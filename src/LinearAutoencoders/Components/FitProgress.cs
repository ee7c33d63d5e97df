namespace LinearAutoencoders.Components;

/// <summary>How far a fit is.</summary>
/// <param name="Pass">The pass over the data, from 1; how many there will be depends on the data.</param>
/// <param name="Rows">Rows read in it.</param>
/// <param name="TotalRows">Rows that there are; null where only reading tells.</param>
public readonly record struct FitProgress(int Pass, long Rows, long? TotalRows);
