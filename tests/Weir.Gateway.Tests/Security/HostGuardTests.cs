using Microsoft.AspNetCore.Http;
using Weir.Gateway.Security;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Security;

public sealed class HostGuardTests
{
    [Theory]
    [InlineData("localhost:9347")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1:9347")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:9347")]
    [InlineData("weir.lan")]
    public async Task On_loopback_its_own_names_pass(string host) => Assert.True(await PassesAsync(host));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.0.7:9347")]
    [InlineData("")]
    public async Task On_loopback_any_other_name_is_refused(string host) => Assert.False(await PassesAsync(host));

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:5173")]
    [InlineData("https://weir.lan")]
    public async Task Pages_of_this_machine_pass(string origin) => Assert.True(await PassesAsync("127.0.0.1:9347", origin));

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("https://localhost.evil.example")]
    [InlineData("nonsense")]
    public async Task Pages_of_other_hosts_are_refused(string origin) => Assert.False(await PassesAsync("127.0.0.1:9347", origin));

    [Fact]
    public async Task On_a_network_any_host_name_passes() => Assert.True(await PassesAsync("gateway.example", loopbackOnly: false));

    [Fact]
    public async Task On_a_network_pages_of_the_same_host_pass() =>
        Assert.True(await PassesAsync("gateway.example", "https://gateway.example", loopbackOnly: false));

    [Fact]
    public async Task On_a_network_pages_of_other_hosts_are_refused() =>
        Assert.False(await PassesAsync("gateway.example", "https://evil.example", loopbackOnly: false));

    [Fact]
    public async Task A_refusal_is_403()
    {
        var client = new Client();
        client.Http.Request.Host = new HostString("evil.example");
        await new HostGuard([], loopbackOnly: true).InvokeAsync(client.Http, static _ => Task.CompletedTask);

        Assert.Equal(403, client.Http.Response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_names_the_setting_that_helps()
    {
        var client = new Client();
        client.Http.Request.Host = new HostString("evil.example");
        await new HostGuard([], loopbackOnly: true).InvokeAsync(client.Http, static _ => Task.CompletedTask);

        Assert.Contains("server.allow_hosts", client.Text, StringComparison.Ordinal);
    }

    private static async Task<bool> PassesAsync(string host, string? origin = null, bool loopbackOnly = true)
    {
        var client = new Client();
        client.Http.Request.Headers.Host = host;
        if (origin is not null)
        {
            client.Http.Request.Headers.Origin = origin;
        }

        var passed = false;
        await new HostGuard(["weir.lan"], loopbackOnly).InvokeAsync(client.Http, _ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        return passed;
    }
}
