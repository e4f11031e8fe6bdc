using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>Gathers what is wrong while a file is read.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ConfigProblem> _problems = [];

    public bool HasErrors => _problems.Exists(static problem => problem.Severity == ConfigSeverity.Error);

    public void Error(ConfigNode node, string message, string? suggestion) => Error(node.Line, node.Column, node.Path, message, suggestion);

    public void Error(int line, int column, string path, string message, string? suggestion) =>
        _problems.Add(new ConfigProblem(ConfigSeverity.Error, file, line, column, path, message, suggestion));

    public void Warning(ConfigNode node, string message, string? suggestion) =>
        _problems.Add(new ConfigProblem(ConfigSeverity.Warning, file, node.Line, node.Column, node.Path, message, suggestion));

    public IReadOnlyList<ConfigProblem> InFileOrder() => [.. _problems.OrderBy(static problem => (problem.Line, problem.Column))];
}
