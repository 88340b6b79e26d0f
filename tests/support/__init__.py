"""What tests of several rooms lean on: genuine files, a site, servers, faults."""
