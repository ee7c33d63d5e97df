namespace LinearAutoencoders.Mpi;

/// <summary>MPI could not be had, or said that something went wrong.</summary>
/// <param name="message">One line: what, and MPI's own words.</param>
public sealed class MpiException(string message) : IOException(message);
