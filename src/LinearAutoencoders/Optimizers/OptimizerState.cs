namespace LinearAutoencoders.Optimizers;

/// <summary>Copies saved arrays into an optimizer's own.</summary>
internal static class OptimizerState
{
    public static void CopyInto<T>(IReadOnlyList<(string Name, T[] Values)> state, IReadOnlyList<T[]> saved)
    {
        if (saved.Count != state.Count) throw new ArgumentException($"{saved.Count} saved arrays for an optimizer with {state.Count}");
        for (var i = 0; i < saved.Count; i++)
        {
            if (saved[i].Length != state[i].Values.Length)
                throw new ArgumentException($"{state[i].Name} has {state[i].Values.Length} values, but {saved[i].Length} were saved");
            saved[i].CopyTo(state[i].Values, 0);
        }
    }
}
