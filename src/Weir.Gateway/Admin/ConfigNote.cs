namespace Weir.Gateway.Admin;

/// <summary>One thing that is wrong, or unwise, in weir.yaml.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Column">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Path">Where in the tree, e.g. <c>providers[1].auth_method</c>.</param>
/// <param name="Message">What is wrong; no secret in it.</param>
/// <param name="Suggestion">What to do.</param>
public sealed record ConfigNote(string Severity, string File, int Line, int Column, string Path, string Message, string? Suggestion)
{
    /// <summary>An error refuses the file, a warning is only shown.</summary>
    public bool IsError() => Severity == "error";
}
