using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>What is trained, and what takes the steps: a curve of a figure, a row of a table.</summary>
/// <remarks>Models are equal when their names are: hyperparameters differ between the figures of one model.</remarks>
internal sealed record Model(Method Method, Optimizer Optimizer)
{
    public static Model WithNesterov(Method method) => new(method, new Nesterov());

    public static Model WithAdam(Method method) => new(method, new Adam());

    /// <summary>Every method with the first optimizer, then with the second.</summary>
    public static IEnumerable<Model> All(IEnumerable<Optimizer> optimizers, IEnumerable<Method> methods) =>
        from optimizer in optimizers
        from method in methods
        select new Model(method, optimizer);

    /// <summary>As the figures call it: <c>Linear VAE, Adam</c>.</summary>
    public string Title => $"{Method.Title}, {Optimizer.Title}";

    /// <summary>The method's place in lists.</summary>
    public int MethodPlace => Method.Registry.IndexOf(Method.Name);

    /// <summary>The optimizer's place in lists.</summary>
    public int OptimizerPlace => Optimizer.Registry.IndexOf(Optimizer.Name);

    public bool Equals(Model? other) =>
        other is not null && Method.Name == other.Method.Name && Optimizer.Name == other.Optimizer.Name;

    public override int GetHashCode() => HashCode.Combine(Method.Name, Optimizer.Name);
}
