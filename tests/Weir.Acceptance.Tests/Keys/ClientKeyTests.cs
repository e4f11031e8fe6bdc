using Weir.Acceptance.Tests.DataPlane;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Keys;

/// <summary>Who may call, by which header, and from where.</summary>
public sealed class ClientKeyTests(SimulatorGateway gateway) : IClassFixture<SimulatorGateway>
{
    private const string Model = "simulator/echo";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("x-api-key", "{0}")]
    [InlineData("x-goog-api-key", "{0}")]
    [InlineData("?key=", "{0}")]
    public async Task A_key_opens_in_each_of_its_four_forms_and_a_wrong_one_in_none(string place, string form)
    {
        var good = await AskAsync(place, string.Format(null, form, gateway.Weir.ClientKey));
        var wrong = await AskAsync(place, string.Format(null, form, WeirSetup.RandomKey()));

        Assert.Equal(200, good.Status);
        Assert.Equal(401, wrong.Status);
        var error = OpenAiError.Parse(wrong.Body);
        error.AssertComplete();
        Assert.Equal("invalid_credentials", error.Code);
    }

    [Fact]
    public async Task No_key_is_refused()
    {
        using var client = gateway.Weir.CreateClient();

        var answer = await client.ChatAsync(Model, Token);

        Assert.Equal(401, answer.Status);
        OpenAiError.Parse(answer.Body).AssertComplete();
    }

    [Fact]
    public async Task The_admin_key_is_no_client_key_and_the_client_key_no_admin_key()
    {
        using var client = gateway.Weir.CreateClient();

        var data = await AskAsync("x-api-key", gateway.Weir.AdminKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("admin/api/v1/keys", UriKind.Relative));
        request.Headers.Add("x-api-key", gateway.Weir.ClientKey);
        using var admin = await client.SendAsync(request, Token);

        Assert.True(data.Status is 401 or 403, data.Body);
        Assert.True((int)admin.StatusCode is 401 or 403, admin.StatusCode.ToString());
    }

    [Fact]
    public async Task A_key_made_by_command_works_at_once_and_is_dead_at_once_when_revoked()
    {
        var created = (await Succeed("keys", "create", "short-lived", "--json")).Json();
        var key = created.GetProperty("key").GetString()!;
        Assert.Equal(200, (await AskAsync("x-api-key", key)).Status);

        var listed = await Succeed("keys", "list", "--json");
        Assert.Contains("short-lived", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed.Output, StringComparison.Ordinal);

        await Succeed("keys", "revoke", "short-lived", "--yes");
        Assert.Equal(401, (await AskAsync("x-api-key", key)).Status);
    }

    [Fact]
    public async Task A_key_is_held_to_its_models()
    {
        var created = (await Succeed("keys", "create", "narrow", "--models", "simulator/lorem", "--json")).Json();
        var key = created.GetProperty("key").GetString()!;

        var refused = await AskAsync("x-api-key", key);
        using var client = gateway.Weir.CreateClient();
        var allowed = await client.ChatAsync("simulator/lorem", Token, headers: ("x-api-key", key));

        Assert.Equal(403, refused.Status);
        Assert.Equal("not_allowed", OpenAiError.Parse(refused.Body).Code);
        Assert.Equal(200, allowed.Status);
    }

    [Fact]
    public async Task A_key_past_its_date_is_refused()
    {
        var created = (await Succeed("keys", "create", "brief", "--expires", "1s", "--json")).Json();
        var key = created.GetProperty("key").GetString()!;

        await Eventually.BeTrueAsync("the key is out of date", async () => (await AskAsync("x-api-key", key)).Status == 401, Token);
    }

    [Fact]
    public async Task A_key_is_nowhere_in_the_data_folder_and_never_in_the_logs()
    {
        await AskAsync("?key=", gateway.Weir.ClientKey);

        foreach (var file in Directory.EnumerateFiles(gateway.Weir.Home.DataFolder, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "lock"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(gateway.Weir.ClientKey, await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(gateway.Weir.ClientKey, gateway.Weir.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Weir.AdminKey, gateway.Weir.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example", false)]
    [InlineData("Host", "evil.example:9347", false)]
    [InlineData("Host", "localhost:{0}", true)]
    [InlineData("Origin", "http://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://127.0.0.1:{0}", true)]
    public async Task A_page_of_another_site_can_t_reach_the_loopback_port(string header, string value, bool allowed)
    {
        using var client = gateway.Weir.CreateClient();

        var answer = await client.ChatAsync(
            Model, Token, headers: [("x-api-key", gateway.Weir.ClientKey), (header, string.Format(null, value, gateway.Weir.Url.Port))]);

        Assert.Equal(allowed ? 200 : 403, answer.Status);
    }

    private async Task<ChatAnswer> AskAsync(string place, string value)
    {
        using var client = gateway.Weir.CreateClient();
        if (place != "?key=")
        {
            return await client.ChatAsync(Model, Token, headers: (place, value));
        }

        using var response = await client.PostAsync(new Uri($"v1/chat/completions?key={value}", UriKind.Relative), ChatCalls.Body(Model), Token);
        return new ChatAnswer((int)response.StatusCode, "", await response.Content.ReadAsStringAsync(Token));
    }

    private async Task<CommandResult> Succeed(params string[] arguments)
    {
        var result = await gateway.Weir.RunCliAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }
}
