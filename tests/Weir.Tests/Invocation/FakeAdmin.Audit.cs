using Weir.Gateway.Admin.Audit;

namespace Weir.Tests.Invocation;

/// <content>Two rows of an audit log, the second broken when a test says so.</content>
internal sealed partial class FakeAdmin
{
    private static readonly AuditEntry[] Rows =
    [
        Row(1, "key_created", "ci", """{"id":"key_1","admin":false}"""),
        Row(2, "connection_disabled", "my-openai", """{"provider":"openai","enabled":false}"""),
    ];

    /// <summary>Whether the audit log shows that a row was changed.</summary>
    public bool AuditIsBroken { get; set; }

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuestion question, int limit, CancellationToken cancellationToken) =>
        Give<IReadOnlyList<AuditEntry>>(question.After is { } after ? [.. Rows.Where(row => row.Number > after)] : [.. Rows.Reverse()], question);

    public Task<AuditCheck> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken) => Give(
        AuditIsBroken
            ? new AuditCheck { Whole = false, Rows = 1, Anchor = "1:aa", BrokenAt = 2, Problem = "Row 2 was changed: its hash is another." }
            : new AuditCheck { Whole = true, Rows = 2, Anchor = "2:bb" },
        anchor ?? "");

    private static AuditEntry Row(long number, string kind, string subject, string after) => new()
    {
        Number = number,
        AtMs = FixedTime.Now.ToUnixTimeMilliseconds(),
        ActorKind = "admin_key",
        Actor = "ops",
        Address = "127.0.0.1",
        Agent = "weir-cli",
        Kind = kind,
        Subject = subject,
        Times = 1,
        Before = "",
        After = after,
        PreviousHash = "aa",
        Hash = "bb",
    };
}
