namespace Weir.Routing.Configuration;

/// <summary>One thing that is wrong, or unwise, in weir.yaml.</summary>
/// <param name="Severity">An error refuses the file; a warning is shown.</param>
/// <param name="File">File name as given.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Column">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Path">Where in the tree, e.g. <c>providers[1].auth_method</c>.</param>
/// <param name="Message">What is wrong, in a sentence; no secret in it.</param>
/// <param name="Suggestion">What to do.</param>
public sealed record ConfigProblem(ConfigSeverity Severity, string File, int Line, int Column, string Path, string Message, string? Suggestion)
{
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}:{Column}" : "")}: {(Severity == ConfigSeverity.Error ? "error" : "warning")}: {(Path.Length > 0 ? Path + ": " : "")}{Message}{(Suggestion is null ? "" : " " + Suggestion)}";
}

/// <summary>How bad a <see cref="ConfigProblem"/> is.</summary>
public enum ConfigSeverity
{
    Unknown = 0,
    Warning,
    Error,
}
