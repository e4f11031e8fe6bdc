using System.Net;
using Weir.Gateway.Simulation;
using Weir.Gateway.Tests.Fakes;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Upstream;

public sealed class UpstreamClientTests
{
    [Theory]
    [InlineData("models", "", "https://api.example.com/v1/models")]
    [InlineData("v1/models", "", "https://api.example.com/v1/models")]
    [InlineData("v1beta/models", "", "https://api.example.com/v1/v1beta/models")]
    [InlineData("files", "?limit=2&after=a%20b", "https://api.example.com/v1/files?limit=2&after=a%20b")]
    [InlineData("files/a/../b", "", "https://api.example.com/v1/files/b")]
    public void A_pass_through_path_is_below_the_base_URL(string path, string query, string expected)
    {
        using var client = Client();

        Assert.Equal(expected, client.AddressOf(path, query)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("../admin")]
    [InlineData("v1/../admin")]
    [InlineData("files/../../admin")]
    [InlineData("..\\admin")]
    [InlineData("%2e%2e/admin")]
    [InlineData("%2E%2E/admin")]
    [InlineData("../v1beta/models")]
    [InlineData("..")]
    public void A_path_that_leaves_the_base_URL_has_no_address(string path)
    {
        using var client = Client();

        Assert.Null(client.AddressOf(path, ""));
    }

    [Fact]
    public void A_base_URL_without_a_path_takes_the_whole_path()
    {
        using var client = Client("https://api.example.com");

        Assert.Equal("https://api.example.com/v1/models", client.AddressOf("v1/models", "")?.AbsoluteUri);
    }

    [Fact]
    public void A_stated_HTTP_version_is_spoken_exactly()
    {
        using var client = new UpstreamClient(Some.Connection() with { HttpVersion = HttpVersion.Version20 }, new SimulatorHandlerFactory(TimeProvider.System));

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), (client.Version, client.VersionPolicy));
    }

    [Fact]
    public void Without_a_stated_version_the_best_is_negotiated()
    {
        using var client = Client();

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (client.Version, client.VersionPolicy));
    }

    [Fact]
    public async Task A_simulator_answers_without_a_network()
    {
        using var client = new UpstreamClient(Some.Connection(null, SimulatorSettings.Default), new SimulatorHandlerFactory(TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, client.AddressOf("models", ""));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void A_reload_that_leaves_the_wire_alone_keeps_the_client()
    {
        using var clients = new UpstreamClients(new SimulatorHandlerFactory(TimeProvider.System));
        var before = Some.Connection();

        Assert.Same(clients.For(before), clients.For(before with { Origin = "reloaded" }));
    }

    [Fact]
    public void A_reload_with_another_address_makes_another_client()
    {
        using var clients = new UpstreamClients(new SimulatorHandlerFactory(TimeProvider.System));
        var before = Some.Connection();

        Assert.NotSame(clients.For(before), clients.For(before with { BaseUrl = new Uri("https://other.example.com") }));
    }

    private static UpstreamClient Client(string baseUrl = "https://api.example.com/v1") =>
        new(Some.Connection(baseUrl), new SimulatorHandlerFactory(TimeProvider.System));
}
