using Weir.Dialects.Errors;

namespace Weir.Gateway.Admin;

/// <summary>A refusal of the admin API: RFC 9457 problem details, with what to do about it.</summary>
public sealed record AdminProblem
{
    /// <summary>A URI for the kind of problem.</summary>
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What happened, for a person. No secret in it.</summary>
    public required string Detail { get; init; }

    /// <summary>An error code of the data plane, or <c>not_found</c> or <c>conflict</c>.</summary>
    public required string ErrorKind { get; init; }

    /// <summary>What to do.</summary>
    public string? Action { get; init; }

    /// <summary>Found in the log beside the cause; null outside a gateway.</summary>
    public string? RequestId { get; init; }

    public static AdminProblem NotFound(string detail, string action) =>
        new() { Title = "Not found", Status = 404, Detail = detail, ErrorKind = "not_found", Action = action };

    public static AdminProblem Conflict(string detail, string action) =>
        new() { Title = "Conflict", Status = 409, Detail = detail, ErrorKind = "conflict", Action = action };

    public static AdminProblem Invalid(string detail, string action) =>
        From(new WeirError(Dialects.Errors.ErrorKind.InvalidRequest, detail, action));

    public static AdminProblem From(WeirError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var code = error.Kind.Code();
        return new()
        {
            Title = char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' '),
            Status = error.Status,
            Detail = error.Message,
            ErrorKind = code,
            Action = error.Action,
        };
    }
}
