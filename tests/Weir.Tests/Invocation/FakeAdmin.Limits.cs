using Weir.Gateway.Admin.Limits;

namespace Weir.Tests.Invocation;

/// <content>A rate limit of the file and one that was set, and a cap of each kind.</content>
internal sealed partial class FakeAdmin
{
    private static readonly LimitEntry PerMinute = new() { On = "key:ci", Rpm = 60, Tpm = 100_000, UsedRequests = 60, UsedTokens = 41_500, Running = 3, Origin = "weir.yaml:20" };

    private static readonly RunCapEntry Cap = new() { On = "connection:lab", SoftTokens = 50_000, HardTokens = 200_000, Origin = "weir.yaml:22" };

    public Task<IReadOnlyList<LimitEntry>> ListLimitsAsync(CancellationToken cancellationToken) =>
        Give<IReadOnlyList<LimitEntry>>([PerMinute, new LimitEntry { On = "gateway", Concurrent = 200, UsedRequests = 0, UsedTokens = 0, Running = 3 }]);

    public Task<LimitEntry> SetLimitAsync(LimitOrder order, CancellationToken cancellationToken) =>
        Give(new LimitEntry { On = order.On, Rpm = order.Rpm, Tpm = order.Tpm, Concurrent = order.Concurrent, UsedRequests = 0, UsedTokens = 0, Running = 0 }, order);

    public Task<LimitEntry> RemoveLimitAsync(string on, CancellationToken cancellationToken) => Give(PerMinute with { On = on, Origin = null }, on);

    public Task<IReadOnlyList<RunCapEntry>> ListRunCapsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<RunCapEntry>>([Cap, Cap with { On = "key:ci", SoftTokens = null, Origin = null }]);

    public Task<RunCapEntry> SetRunCapAsync(RunCapOrder order, CancellationToken cancellationToken) => Give(new RunCapEntry { On = order.On, SoftTokens = order.SoftTokens, HardTokens = order.HardTokens }, order);

    public Task<RunCapEntry> RemoveRunCapAsync(string on, CancellationToken cancellationToken) => Give(Cap with { On = on, Origin = null }, on);
}
