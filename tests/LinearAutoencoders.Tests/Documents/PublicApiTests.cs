using System.Reflection;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Theory;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>The public types and members of each library: no change to them goes unnoticed.</summary>
public class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Libraries => [.. Assemblies.Keys];

    private static readonly Dictionary<string, Assembly> Assemblies =
        new[] { typeof(Weights<>), typeof(DataSource), typeof(LearningCurve), typeof(TheoryProblem) }
            .ToDictionary(type => type.Assembly.GetName().Name!, type => type.Assembly);

    [Theory, MemberData(nameof(Libraries))]
    public void PublicApi_IsTheVerifiedOne(string library) =>
        Snapshot.AssertVerified("api " + library, string.Join("\n\n", Assemblies[library].GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Describe)));

    private static string Describe(Type type)
    {
        var members = type.GetMembers(Declared).Where(IsVisible).Select(Text).Order(StringComparer.Ordinal).Distinct();
        return string.Join("\n    ", members.Prepend($"{Kind(type)} {type.Namespace}.{Name(type)}"));
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => "class",
    };

    /// <summary>What a caller can see; a property or event stands for its accessors, a record for what the compiler adds to it.</summary>
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: false, IsFamily: false } => false,
        MethodInfo method => !method.IsSpecialName && !method.Name.Contains('$', StringComparison.Ordinal)
            && method.Name is not (nameof(Equals) or nameof(GetHashCode) or nameof(ToString) or "PrintMembers" or "Deconstruct"),
        ConstructorInfo constructor => !IsCopy(constructor),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: false).Length > 0,
        Type nested => nested.IsNestedPublic,
        _ => true,
    };

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType && constructor.IsFamily;

    private static string Text(MemberInfo member) => member switch
    {
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        Type nested => $"nested {Name(nested)}",
        _ => member.ToString()!,
    };

    private static string Accessors(PropertyInfo property) =>
        string.Join(' ', property.GetAccessors().Select(accessor => accessor == property.GetMethod ? "get;" : "set;"));

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = …" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
