namespace Weir.Dialects.Errors;

/// <summary>One failure as a person is told it: what happened, and what to do about it.</summary>
/// <param name="Kind">The kind; gives the wire code and the default status.</param>
/// <param name="Message">One or two sentences for a person. Never echoes a body, a header or a secret.</param>
/// <param name="Action">What to do about it, as an imperative sentence.</param>
public sealed record WeirError(ErrorKind Kind, string Message, string Action)
{
    /// <summary>HTTP status; the kind's own unless an upstream's is passed on.</summary>
    public int Status { get; init; } = Kind.Status();

    /// <summary>The request field at fault, in the dialect's path notation, where there is one.</summary>
    public string? Param { get; init; }

    /// <summary>The dialect's own word for a failure that its clients act on, where it has one.</summary>
    public string? DetailCode { get; init; }

    /// <summary>How long to wait before trying again, where known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
