using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Admin;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.People;
using Weir.Gateway.Admin.Usage;
using Weir.Gateway.Security;
using Weir.Metering.People;
using Weir.Tests.Invocation;

namespace Weir.Tests.Admin;

/// <summary>Both ends of the admin API against each other, over a real socket.</summary>
public sealed class HttpAdminTests : IAsyncLifetime
{
    private readonly FakeAdmin _behind = new();
    private WebApplication? _server;
    private HttpAdmin? _admin;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpAdmin Admin => _admin!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        AdminEndpoints.Map(_behind, (route, handler) => _server.MapMethods(route.Template, [route.Method], http =>
        {
            AdminQuery.NoteCaller(http, new Caller("key_ops", "ops", Role.Admin));
            return handler(http);
        }));
        await _server.StartAsync(Token);
        _admin = new HttpAdmin(new GatewayHttp(new SocketsHttpHandler(), new Uri(_server.Urls.First()), "token"));
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_answer_arrives_as_it_left()
    {
        await SameAsync(admin => admin.ListProvidersAsync(Token), AdminJson.Default.IReadOnlyListProviderEntry);
        await SameAsync(admin => admin.SimulateBudgetAsync(new BudgetQuestion { Model = "lab/m", InputTokens = 5 }, Token), AdminJson.Default.BudgetTrial);
        await SameAsync(admin => admin.ListLimitsAsync(Token), AdminJson.Default.IReadOnlyListLimitEntry);
        await SameAsync(admin => admin.SetLimitAsync(new LimitOrder { On = "gateway", Rpm = 5 }, Token), AdminJson.Default.LimitEntry);
        await SameAsync(admin => admin.RemoveLimitAsync("model:lab/m", Token), AdminJson.Default.LimitEntry);
        await SameAsync(admin => admin.ListRunCapsAsync(Token), AdminJson.Default.IReadOnlyListRunCapEntry);
        await SameAsync(admin => admin.SetRunCapAsync(new RunCapOrder { On = "gateway", HardTokens = 5 }, Token), AdminJson.Default.RunCapEntry);
        await SameAsync(admin => admin.RemoveRunCapAsync("model:lab/m", Token), AdminJson.Default.RunCapEntry);
        await SameAsync(admin => admin.ListConnectionsAsync(Token), AdminJson.Default.IReadOnlyListConnectionEntry);
        await SameAsync(admin => admin.FoundAsync(Token), AdminJson.Default.IReadOnlyListFoundEntry);
        await SameAsync(admin => admin.PreviewOverrideAsync(new OverrideOrder { Target = "fast" }, Token), AdminJson.Default.OverrideChange);
        await SameAsync(admin => admin.GetProviderAsync("lab", Token), AdminJson.Default.ProviderDetail);
        await SameAsync(admin => admin.TestConnectionAsync("lab", Token), AdminJson.Default.ConnectionTest);
        await SameAsync(admin => admin.ListModelsAsync("lab", Token), AdminJson.Default.IReadOnlyListModelEntry);
        await SameAsync(admin => admin.ListKeysAsync(Token), AdminJson.Default.IReadOnlyListKeyEntry);
        await SameAsync(admin => admin.RevokeKeyAsync("ci", Token), AdminJson.Default.KeyEntry);
        await SameAsync(admin => admin.UsageAsync(new UsageQuestion("day", FixedTime.Now), Token), AdminJson.Default.UsageReport);
        await SameAsync(admin => admin.UsageAsync(new UsageQuestion("team", null, FixedTime.Now) { Then = "model", Filters = new UsageFilters { Tag = "a=b&c" } }, Token), AdminJson.Default.UsageReport);
        await SameAsync(
            admin => admin.UsageOverTimeAsync(new UsageTimeQuestion("hour", FixedTime.Now) { By = "user", Top = 3, TimeZone = "Europe/Berlin", Filters = new UsageFilters { Key = "ci" } }, Token),
            AdminJson.Default.UsageOverTime);
        await SameAsync(admin => admin.ProjectionAsync("Europe/Berlin", new UsageFilters { Model = "lab/gpt" }, Token), AdminJson.Default.UsageProjection);
        await SameAsync(admin => admin.RequestsAsync(new RequestFilter(), 10, Token), AdminJson.Default.IReadOnlyListRequestEntry);
        await SameAsync(admin => admin.RequestTimesAsync(new RequestFilter { Status = "4xx" }, TimeSpan.FromMinutes(1), Token), AdminJson.Default.RequestTimes);
        await SameAsync(admin => admin.ExplainAsync("req_1", Token), AdminJson.Default.RequestTrace);
        await SameAsync(admin => admin.ListUsersAsync(Token), AdminJson.Default.IReadOnlyListUserEntry);
        await SameAsync(admin => admin.CreateUserAsync(new UserOrder { Name = "ada" }, Token), AdminJson.Default.UserEntry);
        await SameAsync(admin => admin.EditUserAsync("ada@example.org", new UserEdit { Enabled = false }, Token), AdminJson.Default.UserEntry);
        await SameAsync(admin => admin.RemoveUserAsync("ada@example.org", Token), AdminJson.Default.UserRemoval);
        await SameAsync(admin => admin.ListTeamsAsync(Token), AdminJson.Default.IReadOnlyListTeamEntry);
        await SameAsync(admin => admin.CreateTeamAsync(new TeamOrder("research"), Token), AdminJson.Default.TeamEntry);
        await SameAsync(admin => admin.RemoveTeamAsync("research and more", Token), AdminJson.Default.TeamEntry);
        await SameAsync(admin => admin.StatusAsync(Token), AdminJson.Default.GatewayStatus);
    }

    [Fact]
    public async Task An_export_arrives_request_by_request()
    {
        var filter = new RequestFilter { Since = FixedTime.Now, Key = "k & k" };

        var told = await Admin.ExportRequestsAsync(filter, Token).ToListAsync(Token);

        Assert.Equal(filter, Assert.Single(_behind.Calls));
        Assert.Equal(["req_1", "req_2"], told.Select(static request => request.Id));
        Assert.Equal(12, told[1].Usage.Input);
    }

    [Theory]
    [InlineData("/admin/api/v1/requests/export", "text/csv", "id,time,key,", 3)]
    [InlineData("/admin/api/v1/usage/export?by=user", "text/csv", "user,name,requests,", 2)]
    [InlineData("/admin/api/v1/usage/export?by=user&format=json", "application/json", "{", 0)]
    public async Task A_browser_gets_a_file(string path, string type, string start, int lines)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_server!.Urls.First() + path), Token);

        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.True(lines == 0 || body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length == lines);
    }

    [Theory]
    [InlineData("lab/gpt-5")]
    [InlineData("lab/vendor/some model:free")]
    [InlineData("lab/a+b&c=d?e#f")]
    public async Task A_models_name_arrives_whole(string name)
    {
        await Admin.GetModelAsync(name, Token);

        Assert.Equal(name, Assert.Single(_behind.Calls));
    }

    [Fact]
    public async Task Orders_and_filters_arrive_whole()
    {
        var filter = new RequestFilter { Since = FixedTime.Now, Until = FixedTime.Now.AddHours(1), Provider = "p", Connection = "c", Model = "m/x", Key = "k & k", User = "u", RunId = "r", Failed = true, Team = "t", Tag = "a=b", Id = "req_0", Status = "4xx", Error = "rate_limited", CostAboveUsd = 0.05m, Before = "req_9" };
        await Admin.RequestsAsync(filter, 7, Token);
        await Admin.RotateKeyAsync("ci", TimeSpan.FromMinutes(1.5), Token);
        await Admin.CreateKeyAsync(new KeyOrder { Name = "n", User = "u", Models = ["a", "b"], ExpiresAt = FixedTime.Now, Admin = true }, Token);

        Assert.Equal((filter, 7), _behind.Calls[0]);
        Assert.Equal(("ci", TimeSpan.FromMinutes(1.5)), _behind.Calls[1]);
        var order = Assert.IsType<KeyOrder>(_behind.Calls[2]);
        Assert.Equal(("n", "u", true, FixedTime.Now), (order.Name, order.User, order.Admin, order.ExpiresAt!.Value));
        Assert.Equal(["a", "b"], order.Models);
    }

    [Fact]
    public async Task A_refusal_travels_with_words_action_and_request_id()
    {
        _behind.Refusal = AdminProblem.NotFound("There is no key 'x'.", "See: weir keys list");

        var exception = await Assert.ThrowsAsync<AdminException>(() => Admin.RevokeKeyAsync("x", Token));

        Assert.NotNull(exception.Problem.RequestId);
        Assert.Equal(_behind.Refusal, exception.Problem with { RequestId = null });
    }

    [Theory]
    [InlineData("GET", "/admin/api/v1/usage?by=moon", "")]
    [InlineData("GET", "/admin/api/v1/usage/series?top=many", "")]
    [InlineData("GET", "/admin/api/v1/requests/export?format=xml", "")]
    [InlineData("GET", "/admin/api/v1/requests?limit=0", "")]
    [InlineData("GET", "/admin/api/v1/requests?failed=maybe", "")]
    [InlineData("GET", "/admin/api/v1/requests?since=soon", "")]
    [InlineData("POST", "/admin/api/v1/keys", "{\"nam")]
    [InlineData("POST", "/admin/api/v1/keys", "{}")]
    [InlineData("POST", "/admin/api/v1/keys", "null")]
    [InlineData("POST", "/admin/api/v1/keys/ci/rotate", "{\"overlapSeconds\":-1}")]
    public async Task Nonsense_is_answered_with_a_problem(string method, string path, string body)
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server!.Urls.First() + path));
        request.Content = body.Length > 0 ? new StringContent(body) : null;
        using var response = await invoker.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(Token), AdminJson.Default.AdminProblem)!;
        Assert.Equal("invalid_request", problem.ErrorKind);
        Assert.NotNull(problem.Action);
        Assert.Empty(_behind.Calls);
    }

    private async Task SameAsync<T>(Func<IGatewayAdmin, Task<T>> ask, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Assert.Equal(JsonSerializer.Serialize(await ask(_behind), type), JsonSerializer.Serialize(await ask(Admin), type));
}
