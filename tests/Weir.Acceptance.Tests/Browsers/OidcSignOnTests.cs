using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Sign-in with an identity provider, step by step, and every way in which it must not work.</summary>
public sealed class OidcSignOnTests(SignOnGateway gateway) : IClassFixture<SignOnGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_the_provider_names_is_signed_in_with_the_role_of_the_claim()
    {
        Be("ada@example.org", "dev");
        using var trip = await TripAsync();

        Assert.Equal((HttpStatusCode.SeeOther, "/console/"), (trip.Answer.StatusCode, trip.Answer.Headers.Location?.OriginalString));
        using var session = JsonDocument.Parse(await trip.AskAsync("console/session"));
        Assert.Equal(("ada@example.org", "manager"), (session.RootElement.GetProperty("user").GetString(), session.RootElement.GetProperty("role").GetString()));
        Assert.Empty(gateway.Provider.Complaints);
        Assert.DoesNotContain(IdentityProvider.ClientSecret, gateway.Weir.Log, StringComparison.Ordinal);

        Be("ada@example.org", "ops");
        using var later = await TripAsync();
        Assert.Contains("\"admin\"", await later.AskAsync("console/session"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_cookie_is_strict_and_for_the_admin_API_alone()
    {
        Be("ada@example.org");
        using var trip = await TripAsync();
        var cookie = trip.Answer.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith("weir_session=", StringComparison.Ordinal)).ToLowerInvariant();

        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/admin", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_gets_his_own_and_no_more()
    {
        Be("ada@example.org");
        using var trip = await TripAsync();

        var keys = await trip.AskAsync("keys");
        Assert.Contains("ada-laptop", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("bob-laptop", keys, StringComparison.Ordinal);
        using var requests = JsonDocument.Parse(await trip.AskAsync("requests?user=bob@example.org"));
        Assert.All(requests.RootElement.EnumerateArray(), static request => Assert.Equal("ada@example.org", request.GetProperty("user").GetString()));
        Assert.NotEqual(0, requests.RootElement.GetArrayLength());
        using var usage = JsonDocument.Parse(await trip.AskAsync("usage?by=user"));
        Assert.Equal(["ada@example.org"], usage.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("group").GetString()));
        Assert.Equal(requests.RootElement.GetArrayLength(), usage.RootElement.GetProperty("totals").GetProperty("requests").GetInt64());
        Assert.Contains("key:ada-laptop", await trip.AskAsync("budgets"), StringComparison.Ordinal);
        foreach (var path in (string[])["users", "connections", "events", "status", "auth"])
        {
            Assert.Contains("A member may not do this", await trip.AskAsync(path, HttpStatusCode.Forbidden), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nonce", "another sign-in")]
    [InlineData("audience", "another program")]
    [InlineData("issuer", "another issuer")]
    [InlineData("expired", "has expired")]
    [InlineData("early", "not valid yet")]
    [InlineData("azp", "another program")]
    [InlineData("signature", "signature is not the provider&#39;s")]
    [InlineData("algorithm", "id token")]
    [InlineData("no-email", "claim email is missing")]
    [InlineData("unverified", "not verified")]
    [InlineData("domain", "domain that may not sign in")]
    public async Task A_token_that_is_not_right_signs_nobody_in(string wrong, string expected)
    {
        Be("ada@example.org");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        gateway.Provider.Lie = wrong switch
        {
            "nonce" => static claims => claims["nonce"] = "another",
            "audience" => static claims => claims["aud"] = "another",
            "issuer" => static claims => claims["iss"] = "https://id.example.com",
            "expired" => claims => (claims["iat"], claims["exp"]) = (now - 900, now - 600),
            "early" => claims => (claims["nbf"], claims["exp"]) = (now + 600, now + 1200),
            "azp" => static claims => claims["azp"] = "another",
            "no-email" => static claims => claims.Remove("email"),
            "unverified" => static claims => claims["email_verified"] = false,
            "domain" => static claims => claims["email"] = "ada@example.com",
            _ => null,
        };
        gateway.Provider.SignsWithAnotherKey = wrong == "signature";
        gateway.Provider.Algorithm = wrong == "algorithm" ? "none" : "RS256";
        using var trip = await TripAsync();

        Assert.True(trip.Answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, trip.Answer.StatusCode.ToString());
        Assert.Contains(expected, await trip.Answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("text/html", trip.Answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(trip.Answer.Headers.GetValues("Set-Cookie"), static cookie => cookie.StartsWith("weir_session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_return_works_once_and_only_in_the_browser_that_left()
    {
        Be("ada@example.org");
        using var trip = await TripAsync();
        using var again = await trip.ComeBackAsync(trip.Return, trip.Cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Contains("has been used", await again.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        using var other = await TripAsync(comesBack: false);
        using var elsewhere = await other.ComeBackAsync(other.Return, null);
        using var stolen = await other.ComeBackAsync(other.Return, trip.Cookie);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (elsewhere.StatusCode, stolen.StatusCode));
    }

    [Fact]
    public async Task A_refusal_of_the_provider_is_told_and_nothing_that_it_could_smuggle()
    {
        using var trip = await TripAsync(comesBack: false);
        var state = System.Web.HttpUtility.ParseQueryString(new Uri(trip.Return).Query)["state"];
        using var refused = await trip.ComeBackAsync($"{gateway.Weir.Url}console/sign-on/callback?state={state}&error=access_denied&error_description=%3Cscript%3E", trip.Cookie);
        var page = await refused.Content.ReadAsStringAsync(Token);

        Assert.Contains("access_denied", page, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_is_disabled_is_signed_out_and_stays_outside_and_his_keys_are_refused()
    {
        Be("carol@example.org");
        var key = (await gateway.Weir.RunCliAsync("keys", "create", "carol-laptop", "--user", "carol@example.org")).Output.Trim();
        using var trip = await TripAsync();
        await trip.AskAsync("console/session");
        await gateway.Weir.RunCliAsync("users", "edit", "carol@example.org", "--disable");

        await trip.AskAsync("console/session", HttpStatusCode.Unauthorized);
        using var client = gateway.Weir.CreateClient();
        Assert.Equal(401, (await client.ChatAsync("simulator/echo", Token, headers: ("x-api-key", key))).Status);
        using var again = await TripAsync();
        Assert.Equal(HttpStatusCode.Forbidden, again.Answer.StatusCode);

        var removed = await gateway.Weir.RunCliAsync("users", "remove", "carol@example.org", "--yes");
        Assert.Contains("carol-laptop", removed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_provider_changed_to_is_learnt()
    {
        Be("ada@example.org");
        using (var before = await TripAsync())
        {
            Assert.Equal(HttpStatusCode.SeeOther, before.Answer.StatusCode);
        }

        gateway.Provider.ChangeKey();
        await Eventually.GetAsync(
            "a sign-in with the new key",
            async () =>
            {
                using var after = await TripAsync();
                return after.Answer.StatusCode == HttpStatusCode.SeeOther ? "" : null;
            },
            Token);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        Be("ada@example.org");
        using var trip = await TripAsync();
        await trip.AskAsync("console/session", HttpStatusCode.NoContent, "DELETE");
        await trip.AskAsync("console/session", HttpStatusCode.Unauthorized);
    }

    private void Be(string email, params string[] groups)
    {
        gateway.Provider.Lie = null;
        gateway.Provider.SignsWithAnotherKey = false;
        gateway.Provider.Algorithm = "RS256";
        gateway.Provider.Person = new JsonObject { ["email"] = email, ["email_verified"] = true, ["groups"] = new JsonArray([.. groups.Select(static group => (JsonNode)group)]) };
    }

    /// <summary>From the gateway to the provider, and back unless told otherwise.</summary>
    private async Task<SignOnTrip> TripAsync(bool comesBack = true)
    {
        var trip = await SignOnTrip.LeaveAsync(gateway.Weir.Url, Token);
        if (comesBack)
        {
            trip.Answer = await trip.ComeBackAsync(trip.Return, trip.Cookie);
        }

        return trip;
    }
}
