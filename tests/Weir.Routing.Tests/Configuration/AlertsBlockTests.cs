namespace Weir.Routing.Tests.Configuration;

public sealed class AlertsBlockTests
{
    private const string Good = "{name: ops, url: 'https://hooks.example.com/x', secret: whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD, on: [budget_reached]}";

    [Fact]
    public void All_of_it_is_read()
    {
        var alerts = ConfigText.Good($"version: 2\nalerts: {{quota: 0.2, webhooks: [{Good}], commands: [{{name: desk, command: [/bin/tell, --json], timeout: 3s}}]}}\n").Alerts;

        Assert.Equal(0.2m, alerts.QuotaShare);
        Assert.Equal(("ops", "https://hooks.example.com/x"), (alerts.Webhooks[0].Name, alerts.Webhooks[0].Url.Reveal()));
        Assert.Equal(["budget_reached"], alerts.Webhooks[0].Kinds);
        Assert.Equal(["/bin/tell", "--json"], alerts.Commands[0].Command);
        Assert.Equal(TimeSpan.FromSeconds(3), alerts.Commands[0].Timeout);
        Assert.DoesNotContain("hooks.example.com", alerts.ToString() + alerts.Webhooks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{webhooks: [{name: a, url: 'http://hooks.example.com/x', secret: 0123456789abcdef}]}")]
    [InlineData("{webhooks: [{name: a, url: 'http://169.254.169.254/latest', secret: 0123456789abcdef}]}")]
    [InlineData("{webhooks: [{name: a, url: 'file:///etc/passwd', secret: 0123456789abcdef}]}")]
    [InlineData("{webhooks: [{name: a, url: 'https://user:pass@hooks.example.com/x', secret: 0123456789abcdef}]}")]
    [InlineData("{webhooks: [{name: a, url: 'https://hooks.example.com/x', secret: short}]}")]
    [InlineData("{webhooks: [{name: a, url: 'https://hooks.example.com/x', secret: whsec_AAAA}]}")]
    [InlineData("{webhooks: [{name: a, url: 'https://hooks.example.com/x'}]}")]
    [InlineData("{webhooks: [{name: a, url: 'https://hooks.example.com/x', secret: 0123456789abcdef, on: [everything]}]}")]
    [InlineData("{commands: [{name: a, command: []}]}")]
    [InlineData("{commands: [{name: a, command: [x]}, {name: a, command: [y]}]}")]
    [InlineData("{commands: [{name: a, command: [x], timeout: 10m}]}")]
    [InlineData("{quota: 2}")]
    [InlineData("{emails: [a]}")]
    public void What_is_wrong_is_told(string block) => ConfigText.OneError($"version: 2\nalerts: {block}\n");
}
