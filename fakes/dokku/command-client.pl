#!/usr/bin/env perl
# A command of the fake Dokku, where a program must be a program: the SSH server's forced command and git's hook.
# The server does the work (command-server.ts). This asks it over a unix socket and lends it its streams. It is Perl
# because git brings Perl along, and because it starts in milliseconds: Socket.pm and Errno.pm would take most of them.
use strict;
use warnings;

my ($EINTR, %EAGAIN) = (4, 11 => 1, 35 => 1);
my ($AF_UNIX, $SOCK_STREAM) = (1, 1);

# If the reader of the output is gone, the command continues anyway.
$SIG{PIPE} = 'IGNORE';

# This program is copied into the server's folder, beside the socket.
my $path = ($0 =~ s{/[^/]*$}{}r) . '/socket';
my $address = pack $^O eq 'linux' ? 'S a*' : 'x C a*', $AF_UNIX, "$path\0";
socket(my $server, $AF_UNIX, $SOCK_STREAM, 0) or die "socket: $!\n";
connect($server, $address) or die "The fake Dokku does not run: $!\n";

# Writes all bytes, unless the reader is gone.
sub write_all {
    my ($to, $bytes) = @_;
    my $at = 0;
    while ($at < length $bytes) {
        my $written = syswrite $to, $bytes, length($bytes) - $at, $at;
        if (defined $written) { $at += $written }
        elsif ($EAGAIN{$! + 0}) { select undef, undef, undef, 0.005 }
        elsif ($! != $EINTR) { return }
    }
}

# Reads what is there, at most $most bytes more. Returns false at the end.
sub read_more {
    my ($from, $bytes, $most) = @_;
    while (1) {
        my $count = sysread $from, $$bytes, $most, length $$bytes;
        return $count if defined $count || $! != $EINTR;
    }
}

# A frame: a letter, the length of its payload in four bytes, and the payload.
sub send_frame {
    my ($type, $payload) = @_;
    write_all($server, $type . pack('N', length $payload) . $payload);
}

sub receive {
    my ($wanted) = @_;
    my $bytes = '';
    while (length $bytes < $wanted) {
        read_more($server, \$bytes, $wanted - length $bytes) or die "The fake Dokku has stopped\n";
    }
    return $bytes;
}

sub read_input {
    my $input = '';
    1 while read_more(*STDIN, \$input, 65_536);
    return $input;
}

# Runs git with these streams, in a process group of its own: it continues when the connection is lost.
sub run_git {
    my ($arguments, $variables) = split /\0\0/, $_[0], 2;
    my $pid = fork // die "fork: $!\n";
    if ($pid == 0) {
        setpgrp 0, 0;
        $SIG{PIPE} = 'DEFAULT';
        for my $variable (split /\0/, $variables) {
            my ($name, $value) = split /=/, $variable, 2;
            $ENV{$name} = $value;
        }
        exec 'git', split /\0/, $arguments or die "git: $!\n";
    }
    send_frame('p', $pid);
    waitpid $pid, 0;
    send_frame('e', ($? >> 8) . ' ' . ($? & 127));
}

my @request = ("pid=$$", 'group=' . getpgrp(0));
push @request, "original=$ENV{SSH_ORIGINAL_COMMAND}" if defined $ENV{SSH_ORIGINAL_COMMAND};
push @request, map { "variable=$_=$ENV{$_}" } grep { /^GIT_/ } keys %ENV;
push @request, map { "word=$_" } @ARGV;
send_frame('c', join "\0", @request);

while (1) {
    my ($type, $length) = unpack 'a N', receive(5);
    my $payload = receive($length);
    if    ($type eq 'o') { write_all(*STDOUT, $payload) }
    elsif ($type eq 'r') { write_all(*STDERR, $payload) }
    elsif ($type eq 'i') { send_frame('i', read_input()) }
    elsif ($type eq 'g') { run_git($payload) }
    elsif ($type eq 'x') { exit $payload }
    else                 { die "The fake Dokku sent an unknown frame: $type\n" }
}
