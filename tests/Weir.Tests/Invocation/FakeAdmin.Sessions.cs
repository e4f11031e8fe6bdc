using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Sessions;

namespace Weir.Tests.Invocation;

/// <content>One override, one session; a first message that answers, unless tests don't succeed.</content>
internal sealed partial class FakeAdmin
{
    public const string SessionToken = "weir-session-0123456789abcdefThatIsShownOnce";

    public List<OverrideEntry> Overrides { get; } = [new() { Scope = "gateway", Target = "fast", Model = "lab/gpt-5", SetAt = FixedTime.Now, SetBy = "ops" }];

    private static SessionEntry Session => new()
    {
        Id = "3f9a1c2b04",
        Connection = "session-3f9a1c2b04",
        Provider = "openai",
        State = "open",
        CreatedBy = "ops",
        CreatedAt = FixedTime.Now,
        SecondsLeft = 1800,
        Uses = 2,
        CostNanoDollars = 1_500_000,
    };

    public Task<IReadOnlyList<OverrideEntry>> ListOverridesAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<OverrideEntry>>(Overrides);

    public Task<OverrideChange> SetOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => Give(Change(order), order);

    public Task<OverrideChange> PreviewOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => Give(Change(order), $"preview {order.Target}");


    public Task<IReadOnlyList<OverrideEntry>> ResetOverridesAsync(OverrideSubject? subject, CancellationToken cancellationToken) =>
        Give<IReadOnlyList<OverrideEntry>>(Overrides, subject ?? (object)"all");

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<SessionEntry>>([Session]);

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken) => Give(new CreatedSession(Session, SessionToken), order);

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) => Give(
        TestsSucceed
            ? new SessionTest { Session = id, Ok = true, Model = "session-3f9a1c2b04/gpt-5", RequestId = "req_1", Answer = "Hello to you.", CostUsd = 0.00042m, DurationMs = 12 }
            : new SessionTest { Session = id, Ok = false, RequestId = "req_1", ErrorKind = "invalid_credentials", Message = "The key is refused.", Action = "Use another key.", DurationMs = 12 },
        $"test {id}");

    public Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken) => Give(Session with { State = "over", SecondsLeft = 0 }, $"end {id}");

    public Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken) => Give(ConsoleLink.For("0123456789abcdef", FixedTime.Now.AddMinutes(10)), "link");

    private static OverrideChange Change(OverrideOrder order) => new()
    {
        Override = new OverrideEntry
        {
            Scope = order.Subject.Scope,
            Id = order.Subject.Id,
            Target = order.Target,
            Model = "lab/gpt-5",
            Temporary = order.Temporary,
            SetAt = FixedTime.Now,
            SetBy = "ops",
        },
        Before = "lab/mini",
        PerRunDifferenceUsd = 0.05m,
        PerRunDifference = "about $0.05 more per run",
        Difference = "About $3.00 more per million tokens than lab/mini, at three tokens in for one out.",
    };
}
