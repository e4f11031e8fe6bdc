using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Chains;

namespace Weir.Tests.Invocation;

/// <content>One chain of two targets, of which the second is at its limit.</content>
internal sealed partial class FakeAdmin
{
    private static readonly ChainEntry Coding = new()
    {
        Name = "coding",
        Targets =
        [
            new() { Name = "lab/gpt-5", Status = "ready", Answered = 9, Share = 0.9 },
            new() { Name = "other/m", Status = "rate-limited", Reason = "It is at its limit until 12:05:00 UTC.", Answered = 1, Share = 0.1 },
        ],
        Strategy = "order",
        Weights = new Dictionary<string, int>(),
        Retries = 1,
        MoveOn = ["rate_limited", "overloaded"],
        AskBeforeSwitching = true,
        OnCut = "error",
        Origin = "set while running",
        Editable = true,
        SetAt = FixedTime.Now,
        SetBy = "local",
        Requests = 11,
        Failed = 1,
    };

    public Task<IReadOnlyList<ChainEntry>> ListChainsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<ChainEntry>>([Coding]);

    public Task<ChainEntry> GetChainAsync(string name, CancellationToken cancellationToken) => name == Coding.Name
        ? Task.FromResult(Coding)
        : throw new AdminException(AdminProblem.NotFound($"There is no chain \"{name}\".", "`weir chains list` shows all of them."));

    public Task<ChainEntry> SetChainAsync(string name, ChainOrder order, CancellationToken cancellationToken) => Give(
        Coding with { Name = name, Targets = [.. order.Targets.Select(static target => new ChainTarget { Name = target, Status = "ready", Answered = 0 })] },
        order);

    public Task<ChainEntry> RemoveChainAsync(string name, CancellationToken cancellationToken) => Give(Coding with { Name = name }, name);
}
