namespace Weir.Routing.Configuration;

/// <summary>weir.yaml can't be used; carries every problem found.</summary>
public sealed class ConfigException(IReadOnlyList<ConfigProblem> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;
}
