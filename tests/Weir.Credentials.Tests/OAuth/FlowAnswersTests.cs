using Weir.Catalog;
using Weir.Credentials.OAuth;

namespace Weir.Credentials.Tests.OAuth;

/// <summary>Answers to what a flow asks, and the flow with them filled in.</summary>
public sealed class FlowAnswersTests
{
    private static readonly SignInFlow Flow = new()
    {
        Name = "browser",
        Label = "Acme",
        Grant = "authorization-code",
        ClientId = "c",
        AuthorizeUrl = "https://${account}.acme.example/authorize",
        TokenUrl = "${instance}/token",
        DeviceUrl = "https://${host}/device",
        BaseUrl = "https://api.${host}/${account}",
        Scopes = ["openid", "role:${role}"],
        Headers = new Dictionary<string, string> { ["X-Account"] = "a=${account}", ["X-Role"] = "${role}" },
        Fields =
        [
            new() { Name = "account", Label = "Account", Variable = "ACME_ACCOUNT" },
            new() { Name = "host", Label = "Host", Form = SignInFieldForms.Host, Default = "acme.example" },
            new() { Name = "instance", Label = "Instance", Form = SignInFieldForms.Url, Default = "https://acme.example" },
            new() { Name = "role", Label = "Role", IsOptional = true },
        ],
    };

    [Fact]
    public void Answers_win_over_variables_and_those_over_defaults()
    {
        Assert.Equal("given", Complete([("account", " given ")], ("ACME_ACCOUNT", "set"))["account"]);
        var answers = Complete([("account", " "), ("ACME_REGION", "eu")], ("ACME_ACCOUNT", "set"));

        Assert.Equal(("set", "set", "acme.example", "https://acme.example", "eu"), (answers["account"], answers["ACME_ACCOUNT"], answers["host"], answers["instance"], answers["ACME_REGION"]));
        Assert.False(answers.ContainsKey("role"));
    }

    [Fact]
    public void A_field_without_an_answer_is_told()
    {
        var failure = Assert.Throws<CredentialException>(() => Complete([]));

        Assert.Equal((CredentialFailure.Misconfigured, "The sign-in's field 'account' (Account) has no answer."), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("host", "octo.ghe.com", "octo.ghe.com")]
    [InlineData("host", "https://octo.ghe.com/", "octo.ghe.com")]
    [InlineData("host", "octo.ghe.com:8443", "octo.ghe.com:8443")]
    [InlineData("instance", "gitlab.example.com", "https://gitlab.example.com")]
    [InlineData("instance", "http://127.0.0.1:8080/gitlab/", "http://127.0.0.1:8080/gitlab")]
    public void Hosts_and_addresses_are_tidied(string field, string given, string kept) =>
        Assert.Equal(kept, Complete([("account", "a"), (field, given)])[field]);

    [Theory]
    [InlineData("host", "octo.ghe.com/path")]
    [InlineData("host", "user@octo.ghe.com")]
    [InlineData("host", "octo.ghe.com?x=1")]
    [InlineData("host", "octo .ghe.com")]
    [InlineData("host", "ftp://octo.ghe.com")]
    [InlineData("instance", "https://user:pass@gitlab.example.com")]
    [InlineData("instance", "https://gitlab.example.com/?x=1")]
    [InlineData("instance", "https://gitlab.example.com/#x")]
    [InlineData("instance", "javascript://x")]
    [InlineData("role", "a\nb")]
    public void An_answer_of_the_wrong_form_is_refused(string field, string given) =>
        Assert.Equal(CredentialFailure.Misconfigured, Assert.Throws<CredentialException>(() => Complete([("account", "a"), (field, given)])).Kind);

    [Fact]
    public void A_flow_is_filled_with_the_answers()
    {
        var filled = FlowTemplate.Fill(Flow, Complete([("account", "a/b"), ("host", "octo.ghe.com"), ("role", "admin")]));

        Assert.Equal(
            ("https://a%2Fb.acme.example/authorize", "https://acme.example/token", "https://octo.ghe.com/device", "https://api.octo.ghe.com/a%2Fb"),
            (filled.AuthorizeUrl, filled.TokenUrl, filled.DeviceUrl, filled.BaseUrl));
        Assert.Equal(["openid", "role:admin"], filled.Scopes);
        Assert.Throws<CredentialException>(() => OAuthClient.SafeUrl(filled, filled.AuthorizeUrl));
    }

    [Fact]
    public void What_was_not_answered_is_left_out()
    {
        var answers = Complete([("account", "a")]);

        Assert.Equal(["openid"], FlowTemplate.Fill(Flow, answers).Scopes);
        Assert.Equal([KeyValuePair.Create("X-Account", "a=a")], FlowTemplate.Headers(Flow, answers));
    }

    private static IReadOnlyDictionary<string, string> Complete((string Name, string Value)[] given, params (string Name, string Value)[] variables) => FlowAnswers.Complete(
        Flow,
        given.ToDictionary(static answer => answer.Name, static answer => answer.Value),
        name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
