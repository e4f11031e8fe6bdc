using Weir.Gateway.Quotas;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Quotas;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Quotas;

public sealed class QuotaCallTests
{
    [Fact]
    public void A_path_is_put_behind_the_base_URL()
    {
        var (call, _) = QuotaCall.Of(With("https://gate.example.com/api/v1/", new QuotaSettings { Path = "/quota?of=me", Format = QuotaFormat.Neutral }));

        Assert.Equal("https://gate.example.com/api/v1/quota?of=me", call!.Address.AbsoluteUri);
        Assert.True(call.IsOwnHost);
    }

    [Fact]
    public void Nothing_is_asked_that_was_switched_off_or_has_no_server()
    {
        Assert.Null(QuotaCall.Of(With("https://gate.example.com/v1", new QuotaSettings { Path = "/quota", Format = QuotaFormat.Neutral, Enabled = false })).Call);
        Assert.Equal((null, null), QuotaCall.Of(Some.Connection(baseUrl: null)));
        Assert.Equal((null, null), QuotaCall.Of(Some.Connection()));
        Assert.Null(QuotaCall.Of(Some.Connection(simulator: SimulatorSettings.Default)).Call);
    }

    [Fact]
    public void A_vendor_that_tells_it_in_its_console_only_is_named_with_the_link()
    {
        var connection = Some.Connection();
        var (call, reason) = QuotaCall.Of(connection with { Provider = connection.Provider with { Id = "mistral" } });

        Assert.Null(call);
        Assert.Contains("https://admin.mistral.ai", reason, StringComparison.Ordinal);
    }

    private static Connection With(string baseUrl, QuotaSettings settings) => Some.Connection(baseUrl) with { Quota = settings };
}
