using System.Reflection;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Roles;
using Weir.Gateway.Admin.Usage;
using Weir.Gateway.Security;
using Weir.Metering.People;

namespace Weir.Gateway.Tests.Admin.Roles;

/// <summary>What members and managers get of the keys, budgets and requests of everybody.</summary>
public sealed class OwnOnlyTests
{
    private static readonly IGatewayAdmin Admin = Fake();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Member, "ada-laptop")]
    [InlineData(Role.Manager, "ada-laptop,bob-laptop,ops")]
    public async Task A_member_sees_his_own_client_keys(Role role, string names) =>
        Assert.Equal(names, string.Join(',', (await OwnOnly.KeysAsync(As(role), Admin, Token)).Select(static key => key.Name)));

    [Fact]
    public async Task A_member_sees_the_budgets_that_he_is_on() =>
        Assert.Equal(["key:ada-laptop", "team:research", "user:ada"], (await OwnOnly.BudgetsAsync(As(Role.Member), Admin, Token)).Select(static budget => budget.On).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_member_sees_the_rate_limits_that_he_is_on()
    {
        Assert.Equal(["user:ada", "team:research"], (await OwnOnly.LimitsAsync(As(Role.Member), Admin, Token)).Select(static limit => limit.On));
        Assert.Equal(4, (await OwnOnly.LimitsAsync(As(Role.Manager), Admin, Token)).Count);
    }

    [Fact]
    public void A_member_s_questions_are_about_himself_whatever_he_asks()
    {
        Assert.Equal("ada", OwnOnly.Of(As(Role.Member), new UsageQuestion("day") { Filters = new() { User = "bob" } }).Filters.User);
        Assert.Equal("ada", OwnOnly.Of(As(Role.Member), new RequestFilter { User = "bob" }).User);
        Assert.Equal("bob", OwnOnly.Of(As(Role.Manager), new UsageQuestion("day") { Filters = new() { User = "bob" } }).Filters.User);
        Assert.Null(OwnOnly.Of(As(Role.Manager), new RequestFilter()).User);
        Assert.Equal("ada", OwnOnly.Of(As(Role.Member), new UsageTimeQuestion("day") { Filters = new() { User = "bob" } }).Filters.User);
        Assert.Equal("ada", OwnOnly.Of(As(Role.Member), new UsageFilters { User = "bob" }).User);
    }

    [Fact]
    public async Task Another_one_s_request_does_not_exist_for_a_member()
    {
        Assert.Equal("ada", (await OwnOnly.RequestAsync(As(Role.Member), Admin, "ada", Token)).Id);
        var refused = await Assert.ThrowsAsync<AdminException>(() => OwnOnly.RequestAsync(As(Role.Member), Admin, "bob", Token));
        Assert.Equal(404, refused.Problem.Status);
        Assert.Equal("bob", (await OwnOnly.RequestAsync(As(Role.Manager), Admin, "bob", Token)).Id);
    }

    [Theory]
    [InlineData(Role.Member, "ada-laptop", 0)]
    [InlineData(Role.Member, "weir-a", 0)]
    [InlineData(Role.Member, "bob-laptop", 404)]
    [InlineData(Role.Member, "key_ops", 404)]
    [InlineData(Role.Member, "no-such-key", 404)]
    [InlineData(Role.Manager, "bob-laptop", 0)]
    [InlineData(Role.Manager, "ops", 403)]
    [InlineData(Role.Manager, "weir-admin-o", 403)]
    [InlineData(Role.Admin, "ops", 0)]
    public async Task A_key_is_changed_by_its_owner_a_manager_or_for_admins_keys_an_admin(Role role, string name, int status)
    {
        if (status == 0)
        {
            Assert.Equal(name, await OwnOnly.KeyAsync(As(role), Admin, name, Token));
        }
        else
        {
            Assert.Equal(status, (await Assert.ThrowsAsync<AdminException>(() => OwnOnly.KeyAsync(As(role), Admin, name, Token))).Problem.Status);
        }
    }

    [Fact]
    public void Only_an_admin_makes_admin_keys()
    {
        var order = new KeyOrder { Name = "ops2", Admin = true };
        Assert.Same(order, OwnOnly.Of(As(Role.Admin), order));
        Assert.Equal(403, Assert.Throws<AdminException>(() => OwnOnly.Of(As(Role.Manager), order)).Problem.Status);
    }

    [Fact]
    public async Task Nobody_known_sees_nothing() => Assert.Empty(await OwnOnly.KeysAsync(new DefaultHttpContext(), Admin, Token));

    private static DefaultHttpContext As(Role role)
    {
        var http = new DefaultHttpContext();
        AdminQuery.NoteCaller(http, new Caller("usr_1", "ada", role, "ada", "research"));
        return http;
    }

    private static IGatewayAdmin Fake() => DispatchProxy.Create<IGatewayAdmin, Everybody>();

    /// <summary>Keys, budgets and requests of two people and the operators.</summary>
    public class Everybody : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IGatewayAdmin.ListKeysAsync) => Task.FromResult<IReadOnlyList<KeyEntry>>([Key("ada-laptop", "weir-a", "ada"), Key("bob-laptop", "weir-b", "bob"), Key("ops", "weir-admin-o", "ada", isAdmin: true)]),
            nameof(IBudgetAdmin.ListBudgetsAsync) => Task.FromResult<IReadOnlyList<BudgetEntry>>([Budget("gateway"), Budget("user:ada"), Budget("user:bob"), Budget("key:ada-laptop"), Budget("key:ops"), Budget("team:research"), Budget("team:sales")]),
            nameof(ILimitAdmin.ListLimitsAsync) => Task.FromResult<IReadOnlyList<LimitEntry>>([Limit("gateway"), Limit("user:ada"), Limit("key:bob-laptop"), Limit("team:research")]),
            nameof(IGatewayAdmin.ExplainAsync) => Task.FromResult(new RequestTrace { Id = (string)args![0]!, User = (string)args[0]!, Time = DateTimeOffset.UnixEpoch, Dialect = "openai-chat", Operation = "chat", Status = 200, DurationMs = 1, Attempts = [] }),
            _ => throw new NotSupportedException(targetMethod.Name),
        };

        private static KeyEntry Key(string name, string prefix, string user, bool isAdmin = false) => new() { Id = "key_" + name, Name = name, Prefix = prefix, User = user, Admin = isAdmin, State = "active" };

        private static LimitEntry Limit(string on) => new() { On = on, Rpm = 1, UsedRequests = 0, UsedTokens = 0, Running = 0 };

        private static BudgetEntry Budget(string on) =>
            new() { Id = on + "/monthly/usd", On = on, Window = "monthly", Unit = "usd", Limit = 1, Spent = 0, Held = 0, Left = 1, Hard = true, Alert = 0.8m, Alerting = false, Timezone = "UTC" };
    }
}
