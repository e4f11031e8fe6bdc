namespace Weir.Commands.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Result">How it went.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Action">What to do; null when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingResult Result, string Message, string? Action = null);

internal enum FindingResult
{
    Unknown = 0,
    Ok,
    Warning,
    Failed,
}

/// <summary>All findings.</summary>
/// <param name="Healthy">True when nothing failed.</param>
/// <param name="Findings">In the order of the checks.</param>
internal sealed record DoctorReport(bool Healthy, IReadOnlyList<Finding> Findings);
