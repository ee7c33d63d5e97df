namespace LinearAutoencoders.Figures;

/// <summary>A point in the coordinates of a panel's axes.</summary>
internal readonly record struct Coordinates(double X, double Y);
