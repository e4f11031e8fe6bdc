namespace Weir.Invocation;

/// <summary>A command can't go on, and a person can be told why.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What happened.</param>
/// <param name="action">What to do.</param>
/// <param name="innerException">What it came from.</param>
#pragma warning disable CA1032 // Without an exit code it would be nothing that can be caught.
internal sealed class CliException(int exitCode, string message, string? action, Exception? innerException = null) : Exception(message, innerException)
#pragma warning restore CA1032
{
    public int ExitCode { get; } = exitCode;

    public string? Action { get; } = action;
}
