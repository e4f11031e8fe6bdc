using Weir.Gateway.Hosting;

namespace Weir.Gateway.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9347", "http", "127.0.0.1", 9347)]
    [InlineData("https://gateway.example:8443", "https", "gateway.example", 8443)]
    [InlineData("https://gateway.example", "https", "gateway.example", 443)]
    [InlineData("h2c://localhost:9348", "h2c", "localhost", 9348)]
    [InlineData("h2c://localhost", "h2c", "localhost", 9347)]
    [InlineData("http://[::1]:9347/", "http", "::1", 9347)]
    [InlineData("http://*:8080", "http", "0.0.0.0", 8080)]
    [InlineData("http://+:8080", "http", "0.0.0.0", 8080)]
    [InlineData("http://127.0.0.1:0", "http", "127.0.0.1", 0)]
    public void An_address_is_read_in_its_parts(string text, string scheme, string host, int port) =>
        Assert.Equal([new ListenAddress(scheme, host, port)], ListenAddress.ParseAll(text));

    [Theory]
    [InlineData("http://a:1;https://b:2")]
    [InlineData("http://a:1, https://b:2")]
    [InlineData(";http://a:1 ;; https://b:2;")]
    public void Addresses_are_separated_by_semicolons_or_commas(string text) =>
        Assert.Equal([new ListenAddress("http", "a", 1), new ListenAddress("https", "b", 2)], ListenAddress.ParseAll(text));

    [Theory]
    [InlineData("127.0.0.1:9347")]
    [InlineData("localhost")]
    [InlineData("ftp://localhost:21")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:9347/v1")]
    [InlineData("http://")]
    public void A_malformed_address_is_refused(string text) =>
        Assert.Throws<StartRefusedException>(() => ListenAddress.ParseAll(text));

    [Theory]
    [InlineData(";")]
    [InlineData(" , ")]
    public void Separators_alone_are_refused(string text) =>
        Assert.Throws<StartRefusedException>(() => ListenAddress.ParseAll(text));

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.1.2.3:1")]
    [InlineData("http://LOCALHOST:1")]
    [InlineData("http://[::1]:1")]
    public void Loopback_is_known(string text) => Assert.True(ListenAddress.ParseAll(text)[0].IsLoopback);

    [Theory]
    [InlineData("http://*:1")]
    [InlineData("http://[::]:1")]
    [InlineData("http://192.168.0.7:1")]
    [InlineData("http://localhost.example:1")]
    public void What_others_can_reach_is_not_loopback(string text) => Assert.False(ListenAddress.ParseAll(text)[0].IsLoopback);

    [Theory]
    [InlineData("http://127.0.0.1:9347", "http://127.0.0.1:9347")]
    [InlineData("h2c://localhost:9348", "http://localhost:9348")]
    [InlineData("https://[::1]:1", "https://[::1]:1")]
    public void An_address_is_shown_as_clients_write_it(string text, string expected) =>
        Assert.Equal(expected, ListenAddress.ParseAll(text)[0].ToString());

    [Fact]
    public void The_default_is_loopback() => Assert.True(ListenAddress.ParseAll(ListenAddress.Default)[0].IsLoopback);
}
