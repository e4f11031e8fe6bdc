namespace Weir.Routing.Configuration;

/// <summary>Gathers what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ConfigProblem> _problems = [];

    public string File { get; } = file;

    public bool HasErrors => _problems.Exists(static problem => problem.Severity == ConfigSeverity.Error);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigProblem> InOrder => [.. _problems.OrderBy(static problem => problem.Line).ThenBy(static problem => problem.Column)];

    public void Error(ConfigNode? at, string path, string message, string? suggestion = null) => Add(ConfigSeverity.Error, at?.Line ?? 0, at?.Column ?? 0, path, message, suggestion);

    public void Error(int line, int column, string message, string? suggestion = null) => Add(ConfigSeverity.Error, line, column, "", message, suggestion);

    public void Warn(ConfigNode at, string path, string message, string suggestion) => Add(ConfigSeverity.Warning, at.Line, at.Column, path, message, suggestion);

    private void Add(ConfigSeverity severity, int line, int column, string path, string message, string? suggestion) =>
        _problems.Add(new ConfigProblem(severity, File, line, column, path, message, suggestion));
}
